/**
 * Where a server is in the browser. The way leads through the hub's own sign-in, which the identity provider answers without a click: so
 * the hub always knows the person who is signed in here, and nobody the browser knew before.
 */
export function labAddress(hubPublicUrl: string, serverPath: string): string {
  const lab = serverPath.replace(/\/?$/, "/lab");
  return `${hubPublicUrl}/hub/oauth_login?next=${encodeURIComponent(lab)}`;
}
