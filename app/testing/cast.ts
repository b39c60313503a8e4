/**
 * The cast of the demo and of every test: Ada runs the platform, Alice owns things, Bob shares her cluster, Charlie must get nothing
 * that is theirs.
 */
export const cast = {
  ada: { subject: "auth0|ada", email: "ada@example.org", givenName: "Ada", familyName: "Admin", name: "Ada Admin" },
  alice: {
    subject: "auth0|alice",
    email: "alice@example.org",
    givenName: "Alice",
    familyName: "Analyst",
    name: "Alice Analyst",
  },
  bob: { subject: "auth0|bob", email: "bob@example.org", givenName: "Bob", familyName: "Builder", name: "Bob Builder" },
  charlie: {
    subject: "auth0|charlie",
    email: "charlie@example.org",
    givenName: "Charlie",
    familyName: "Newcomer",
    name: "Charlie Newcomer",
  },
} as const;

export type CastMember = (typeof cast)[keyof typeof cast];
