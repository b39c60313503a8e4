import type { TaskList } from "graphile-worker";
import { AppError, refuse } from "~/core/app-error";
import { instant } from "~/core/clock";
import type { ClusterId, EnvironmentId, WorkloadId, UserId, WebhookDeliveryId } from "~/core/id";
import { log, withLogContext } from "~/core/log.server";
import { jobRuns } from "~/core/metrics.server";
import { requireTrustedClock } from "~/db/clock-trust.server";
import type { Jobs } from "~/db/jobs.server";
import { inBackground } from "~/db/pool.server";
import { removeHubUser } from "~/domain/account/remove-hub-user.server";
import { handleStripeEvent } from "~/domain/billing/stripe/handle-stripe-event.server";
import { settleReversals } from "~/domain/billing/stripe/settle-reversals.server";
import { placeMember } from "~/domain/clusters/placement/place-member.server";
import { removeEnvironment } from "~/domain/environments/remove-environment.server";
import { reconcileWorkload } from "~/domain/workloads/reconcile-workload.server";
import { watchCluster } from "~/domain/workloads/watch-cluster.server";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { deliverWebhook } from "~/domain/webhooks/deliveries/deliver-webhook.server";
import { collectNow } from "./collect-now.server";
import { runTask } from "./run-task.server";

/** The verb of every durable job. */
const verbs: { [T in keyof Jobs]: (payload: Jobs[T]) => Promise<unknown> } = {
  place_member: ({ userId }) => placeMember(userId as UserId),
  reconcile_workload: ({ workloadId }) => reconcileWorkload(workloadId as WorkloadId),
  remove_environment: ({ environmentId }) => removeEnvironment(environmentId as EnvironmentId),
  handle_stripe_event: ({ eventId }) => handleStripeEvent(eventId),
  settle_reversals: ({ paymentIntentId }) => settleReversals(paymentIntentId),
  run_task: ({ task, window }) => runTask(task, instant(window)),
  watch_cluster: ({ clusterId }) => watchCluster(clusterId as ClusterId),
  collect_now: ({ requestedAt }) => collectNow(instant(requestedAt)),
  collect_cluster: collect,
  remove_hub_user: removeHubUser,
  deliver_webhook: ({ deliveryId }) => deliverWebhook(deliveryId as WebhookDeliveryId),
};

/** The verbs as the worker wants them: counted, on connections of their own, and with the job's name on every line they log. */
export const taskList: TaskList = Object.fromEntries(
  Object.entries(verbs).map(([name, verb]) => [
    name,
    (payload, { job }) =>
      withLogContext({ job: `${name}:${job.id}` }, () =>
        inBackground(() => counted(name, () => verb(payload as never))),
      ),
  ]),
);

/** Nothing is begun by a clock that is wrong: the job is tried again, here or where the clock is right. */
async function counted(task: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await requireTrustedClock();
    await work();
    jobRuns.inc({ task, outcome: "done" });
  } catch (error) {
    jobRuns.inc({ task, outcome: "failed" });
    log[error instanceof AppError ? "warn" : "error"]({ err: error, task }, "job failed");
    throw error;
  }
}

/** A collection that could not see its cluster is tried again. */
async function collect({ clusterId, window }: Jobs["collect_cluster"]): Promise<void> {
  const { state, failureCode } = await collectCluster(clusterId as ClusterId, instant(window));
  if (state === "failed") refuse("unavailable", failureCode ?? "collectionFailed");
}
