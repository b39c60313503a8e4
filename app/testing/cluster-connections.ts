import type { ClusterId } from "~/core/id";
import { paths } from "~/core/paths";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import * as one from "~/routes/pages/admin/cluster";
import * as add from "~/routes/pages/admin/cluster-new";
import type { FormRefusal } from "~/web/forms/submit-form.server";
import type { CastMember } from "./cast";
import type { Simulators } from "./placement-fixtures";

export type Form = Record<string, string>;
export type Asked = { cookie: string; form?: Form; id?: string; query?: string };

/** For tests of the clusters' pages: a browser's session. */
export async function cookieOf(person: CastMember): Promise<string> {
  const { viewer } = await signInMember({ issuer: "https://example.eu.auth0.com", ...person });
  return `atrium=${(await startSession(viewer.userId, { userAgent: null })).token}`;
}

/** What a handler is given: a GET, or a POST of `form`. */
export function asked(path: string, { cookie, form, id, query = "" }: Asked) {
  const written = form && { method: "POST", body: new URLSearchParams(form) };
  const request = new Request(`http://localhost:3000${path}${query}`, { headers: { cookie }, ...written });
  return { request, params: id ? { id } : {}, context: {} };
}

/** The form as one fills it in for the simulators's two systems. */
export function filledIn({ hopsworks, hub, hubToken }: Simulators): Form {
  return {
    name: "north",
    maxMembers: "50",
    hopsworksUrl: `${hopsworks.url}/`,
    hopsworksKey: hopsworks.apiKey,
    hopsworksIdpClientId: "atrium",
    hubApiUrl: `${hub.apiUrl}/`,
    hubPublicUrl: hub.publicUrl,
    hubToken,
  };
}

export const postCluster = (cookie: string, form: Form) =>
  answerOf(add.action(asked(paths.newCluster, { cookie, form })));

export const postChange = (cookie: string, id: string, form: Form) =>
  answerOf(one.action(asked(paths.adminCluster(id as ClusterId), { cookie, form, id })));

export type FormAnswer = { location?: string | null; status?: number } & Partial<FormRefusal>;

/** Where a form's handler leads, or what it refused. */
async function answerOf(answer: Promise<unknown>): Promise<FormAnswer> {
  const given = await answer;
  if (given instanceof Response) return { location: given.headers.get("location") };
  const { data, init } = given as { data: FormRefusal; init: { status: number } };
  return { ...data, status: init.status };
}
