/** Who can be tried in a demo, by the names under which its stand-in for the identity provider knows them. */
export const demoUsers = [
  { name: "ada", subject: "auth0|ada" },
  { name: "alice", subject: "auth0|alice" },
  { name: "bob", subject: "auth0|bob" },
  { name: "charlie", subject: "auth0|charlie" },
] as const;
