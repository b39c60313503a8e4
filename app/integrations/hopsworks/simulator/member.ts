import { listAnswer, SimulatedError, type Answer, type Call, type Endpoint } from "./answers";
import { isAtLeast, namespaceOf, type SimulatedProject, type SimulatedUser } from "./world";

const asMember = { scopes: ["PROJECT"] };

/** Settings that every installation has; the SDK asks for them when it signs in. */
const variables: Readonly<Record<string, string>> = {
  enable_data_science_profile: "false",
  kube_kserve_installed: "false",
};

/** What anyone may ask, and what the SDK asks with a member's own key. A project shows itself to its members alone. */
export const memberEndpoints: readonly Endpoint[] = [
  { method: "GET", path: /^\/variables\/versions$/, work: showVersions },
  { method: "GET", path: /^\/variables\/(\w+)$/, ...asMember, work: showVariable },
  { method: "GET", path: /^\/project$/, ...asMember, work: listMemberships },
  { method: "GET", path: /^\/project\/getProjectInfo\/([^/]+)$/, ...asMember, work: showProjectByName },
  { method: "GET", path: /^\/project\/(\d+)$/, ...asMember, work: showProjectById },
  { method: "GET", path: /^\/project\/(\d+)\/credentials$/, ...asMember, work: showCredentials },
  { method: "GET", path: /^\/project\/(\d+)\/jobs$/, scopes: ["JOB"], work: listJobs },
];

/** A bare array. */
function showVersions({ world }: Call): Answer {
  return { status: 200, body: [{ software: "hopsworks", version: world.version }] };
}

function showVariable({ params }: Call): Answer {
  const value = variables[params[0] ?? ""];
  if (value === undefined) throw new SimulatedError(100050);
  return { status: 200, body: { successMessage: value } };
}

/** A bare array of the caller's memberships. */
function listMemberships({ world, caller }: Call): Answer {
  if (!caller) throw new SimulatedError(200003);
  const own = world.projects.filter((project) => project.ownerId === caller.id);
  const body = own.map((project) => ({
    projectTeamPK: { projectId: project.id, teamMember: caller.email },
    teamRole: "Data owner",
    timestamp: project.createdAt.toISOString(),
    project: { id: project.id, name: project.name, owner: userEntity(caller), creationStatus: project.creationStatus },
    user: userEntity(caller),
  }));
  return { status: 200, body };
}

function userEntity({ id, username, email, firstname, lastname }: SimulatedUser) {
  return { uid: id, username, email, fname: firstname, lname: lastname };
}

function showProjectByName(call: Call): Answer {
  const name = call.params[0]?.toLowerCase();
  return projectAnswer(
    call,
    call.world.projects.find((one) => one.name.toLowerCase() === name),
  );
}

function showProjectById(call: Call): Answer {
  return projectAnswer(call, projectWithId(call));
}

function projectAnswer({ world, caller }: Call, found: SimulatedProject | undefined): Answer {
  const project = asItsMember(caller, found);
  const services = ["Jobs", "Kafka", "Jupyter", "Serving", "Featurestore", "Airflow"];
  const body = {
    projectId: project.id,
    projectName: project.name,
    owner: caller?.email,
    created: project.createdAt.toISOString(),
    services,
  };
  return {
    status: 200,
    body: {
      ...body,
      creationStatus: project.creationStatus,
      ...(isAtLeast(world, "5.0") && { namespace: namespaceOf(project) }),
    },
  };
}

/** Stores are opaque to the SDK: valid base64 is all that it asks of them. */
function showCredentials(call: Call): Answer {
  asItsMember(call.caller, projectWithId(call));
  const store = Buffer.from("simulated").toString("base64");
  const pem = "-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVk\n-----END CERTIFICATE-----\n";
  return {
    status: 200,
    body: {
      fileExtension: "jks",
      kStore: store,
      tStore: store,
      password: "simulated",
      caChain: pem,
      clientKey: pem,
      clientCert: pem,
    },
  };
}

function listJobs(call: Call): Answer {
  const { id } = asItsMember(call.caller, projectWithId(call));
  return listAnswer(`${call.base}/project/${id}/jobs`, []);
}

function projectWithId({ world, params }: Call): SimulatedProject | undefined {
  return world.projects.find((one) => String(one.id) === params[0]);
}

function asItsMember(caller: SimulatedUser | undefined, project: SimulatedProject | undefined): SimulatedProject {
  if (!project) throw new SimulatedError(150004);
  if (project.ownerId !== caller?.id) throw new SimulatedError(160000);
  return project;
}
