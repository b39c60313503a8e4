/** How somebody proves at the provider who they are, as far as its name for them tells. */
export type Connection = "google" | "github" | "microsoft" | "apple" | "organisation" | "password" | "other";

const connections: Record<string, Connection> = {
  "google-oauth2": "google",
  github: "github",
  windowslive: "microsoft",
  waad: "organisation",
  adfs: "organisation",
  samlp: "organisation",
  oidc: "organisation",
  ad: "organisation",
  apple: "apple",
  auth0: "password",
  email: "password",
};

/** By the part before the bar in the provider's name for a person: `google-oauth2|1234`. */
export function connectionOf(subject: string): Connection {
  const [prefix = ""] = subject.split("|");
  return (subject.includes("|") && Object.hasOwn(connections, prefix) && connections[prefix]) || "other";
}
