/* Made by `npm run client:generate` from the endpoints' definitions; what is written here by hand is lost. */
export interface paths {
  "/api/admin/clusters": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The clusters, oldest first
     * @description For administrators.
     *
     *     Scope of a key: `admin`.
     */
    get: operations["listClusters"];
    put?: never;
    /**
     * Try a cluster and add it
     * @description Both of its systems are asked before anything is stored, unless `anyway` says otherwise. Whoever waits for room gets in.
     *
     *     For administrators.
     *
     *     Scope of a key: `admin`.
     */
    post: operations["createCluster"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/usage/collect": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Have what runs on every cluster measured now
     * @description Answers at once with the run, and in `Location` with where to follow it. One run at a time: while one is under way, 409 with its id as `runId`. Scheduled collections go on beside it.
     *
     *     For administrators.
     *
     *     Scope of a key: `admin`.
     */
    post: operations["collectUsage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/usage/collect/{runId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How a measurement that an admin asked for stands
     * @description It has ended when `state` is `done` or `failed`. Runs are remembered for 30 days.
     *
     *     For administrators.
     *
     *     Scope of a key: `admin`.
     */
    get: operations["readCollection"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The members, with their credit and place
     * @description For administrators.
     *
     *     Scope of a key: `admin`.
     */
    get: operations["listUsers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/credits/purchase": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begin to buy credits
     * @description Opens a page at Stripe. Credits are given once it is paid, by Stripe's own word alone. A browser that posts a form is sent there (303).
     *
     *     Scope of a key: `billing:write`.
     */
    post: operations["purchaseCredits"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/cron/charge-users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Charge what was used to the members' credit
     * @description Once an hour at most, whoever calls and however often. 202: it is under way, or tried again by itself.
     */
    get: operations["chargeUsers"];
    put?: never;
    /**
     * Charge what was used to the members' credit
     * @description Once an hour at most, whoever calls and however often. 202: it is under way, or tried again by itself.
     */
    post: operations["chargeUsersByPost"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/cron/collect-k8s-metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Have what runs on every cluster measured; call it every 15 minutes
     * @description Once per quarter of an hour, whoever calls and however often. 202: it is under way, or tried again by itself.
     */
    get: operations["collectK8sMetrics"];
    put?: never;
    /**
     * Have what runs on every cluster measured; call it every 15 minutes
     * @description Once per quarter of an hour, whoever calls and however often. 202: it is under way, or tried again by itself.
     */
    post: operations["collectK8sMetricsByPost"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/jupyter/launch": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start my notebook
     * @description 200: it is ready already. 202: it is starting; follow it at `/jupyter/progress`. Twice at once is one start. With `name` it makes another environment, where the hub allows named servers (409 where it does not, and for a name that is taken); with `id` it starts one that is there.
     *
     *     Scope of a key: `environments:write`.
     */
    post: operations["launchJupyter"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/jupyter/progress": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow the start of my notebook
     * @description Server-sent events, each a JSON object. The last one says `ready` or `failed`, and an `end` event follows; where nothing starts it comes at once.
     *
     *     Scope of a key: `environments:read`.
     */
    get: operations["jupyterProgress"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/jupyter/status": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How my notebook stands
     * @description At most two seconds old. Makes the hub user where there is none.
     *
     *     Scope of a key: `environments:read`.
     */
    get: operations["jupyterStatus"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/jupyter/stop": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop my notebook
     * @description Also one that is still starting. 202: it is stopping; what is billed has ended already. 200: nothing runs.
     *
     *     Scope of a key: `environments:write`.
     */
    post: operations["stopJupyter"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/usage": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What I used, what it cost, and what credit is left
     * @description Of this month unless `from` or `to` say another period: from `from` up to, and without, `to`, widened to whole days of UTC. At most 366 days.
     *
     *     Scope of a key: `usage:read`.
     */
    get: operations["readUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/user": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who I am, and where my place is
     * @description Scope of a key: `profile:read`.
     */
    get: operations["readUser"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/user/hopsworks-info": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who I am at Hopsworks, and my projects there
     * @description Asked of Hopsworks at this moment, by the verified e-mail; the projects are at most a minute old. What is not known is an absent key.
     *
     *     Scope of a key: `profile:read`.
     */
    get: operations["readHopsworksInfo"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What answers here */
    get: operations["serviceCard"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/activity": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What I did, and what was done to my things, newest first
     * @description Scope of a key: `profile:read`.
     */
    get: operations["listActivity"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/admin/activity": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that anyone changed, newest first
     * @description For administrators.
     *
     *     Scope of a key: `admin`.
     */
    get: operations["adminListActivity"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/admin/environments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everybody's environments, newest first
     * @description For administrators.
     *
     *     Scope of a key: `admin`.
     */
    get: operations["adminListEnvironments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/admin/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everybody, newest first
     * @description For administrators.
     *
     *     Scope of a key: `admin`.
     */
    get: operations["adminListUsers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/callback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where the identity provider sends the browser back to
     * @description Sets the session's cookie and leads to the dashboard. What does not belong to a sign-in of this browser is refused.
     */
    get: operations["logInCallback"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/login": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Where to send a browser to sign in */
    post: operations["logIn"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/logout": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** End my session */
    get: operations["logOut"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/environments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * My newest active environment
     * @description Scope of a key: `environments:read`.
     */
    get: operations["readActiveEnvironment"];
    put?: never;
    /**
     * Launch my environment
     * @description Starts the member's notebook on their cluster's JupyterHub, which runs its own image; the image that is asked for is kept with it. 201 when it starts, 200 when it was up or starting already. With `name` it makes another environment, where the hub allows named servers (409 where it does not, and for a name that is taken); with `env_id` it starts one that is there.
     *
     *     Scope of a key: `environments:write`.
     */
    post: operations["createEnvironment"];
    /**
     * End an environment: the newest active one unless it is named
     * @description What it holds is released and billing ends at once; its files stay, and it can be launched again.
     *
     *     Scope of a key: `environments:write`.
     */
    delete: operations["deleteEnvironment"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/environments/{env_id}/info": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One environment, and how long it has been up
     * @description Scope of a key: `environments:read`.
     */
    get: operations["readEnvironmentInfo"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/environments/heartbeat": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say that my environment is in use, so that idleness does not end it: the newest active one unless it is named
     * @description Scope of a key: `environments:write`.
     */
    post: operations["heartbeat"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/environments/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All my environments, newest first
     * @description Scope of a key: `environments:read`.
     */
    get: operations["listEnvironments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether it answers */
    get: operations["health"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/me": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who I am, and what my plan allows
     * @description Scope of a key: `profile:read`.
     */
    get: operations["readMe"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/webhooks/auth0": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Somebody signed in at the identity provider
     * @description Sent by the tenant's Action at each sign-in. Makes the member, and asks for their place, once.
     */
    post: operations["receiveLogin"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/webhooks/stripe": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Something happened at Stripe
     * @description Kept once by its id, however often and in whatever order it comes, and acted on afterwards.
     */
    post: operations["receiveStripeEvent"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface webhooks {
  event: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Something happened that your endpoint wants to hear of */
    post: {
      parameters: {
        query?: never;
        header: {
          /** @description The same message never has another. */
          "webhook-id": string;
          /** @description `v1,` and the signature, as Standard Webhooks has it. */
          "webhook-signature": string;
          /** @description Seconds of the epoch; refuse what is more than five minutes old. */
          "webhook-timestamp": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["WebhookMessage"];
        };
      };
      responses: {
        /** @description It was taken. Everything else is tried again for about a day. */
        "2XX": {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Nobody listens any more: the endpoint is switched off at once. */
        410: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    ActiveEnvironment: {
      active: boolean;
      environment: components["schemas"]["WorkspaceEnvironment"] | null;
    };
    Activity: {
      /** @example environment.start */
      action: string;
      /**
       * @description What happened, in a sentence.
       * @example You started Notebook (small)
       */
      details: string;
      /** @example 1042 */
      id: string;
      /** @enum {string} */
      status: "success" | "refused" | "failed";
      /** Format: date-time */
      timestamp: string;
      /** @description Who did it. Null where the portal itself did, or it is not yours to know. */
      user_id: string | null;
    };
    ActivityList: {
      activities: components["schemas"]["Activity"][];
    };
    AdminUsers: {
      /** @description How many match, on all pages. */
      total: number;
      users: {
        /** @example alice@example.org */
        email: string;
        /**
         * @description How the identity provider names the member.
         * @example auth0|6553a1
         */
        id: string;
        is_admin: boolean;
        user_credits: {
          /**
           * @description All credit that came in, in major units.
           * @example 100
           */
          total_purchased: number;
          /** @example 25 */
          total_used: number;
        };
        /** @description One at most, and none for who waits for a place. */
        user_hopsworks_assignments: {
          /** @example cluster_01h455vb4pex5vsknk084sn02q */
          hopsworks_cluster_id: string;
          /**
           * @description Null until it is made there.
           * @example alice000
           */
          hopsworks_username: string | null;
        }[];
      }[];
    };
    Checkout: {
      /** @example cs_test_a1b2c3 */
      sessionId: string;
      /**
       * Format: uri
       * @description The page on which it is paid.
       * @example https://checkout.stripe.com/c/pay/cs_…
       */
      url: string;
    };
    Cluster: {
      /** @description Whether new members are placed there. */
      accepts_users: boolean;
      /** @example 3 */
      active_environments: number;
      /** @example 9f3c */
      api_key_last4: string;
      /** @example https://hopsworks.example.org:28181 */
      api_url: string;
      /** @example 12 */
      assigned_users: number;
      /** Format: date-time */
      hub_checked_at?: string;
      /** @example https://hub.example.org */
      hub_public_url: string;
      /**
       * @description Whether the hub answered when it was last asked.
       * @enum {string}
       */
      hub_state: "up" | "down" | "unknown";
      /** @example 6.1.1 */
      hub_version?: string;
      /** @example cluster_01h455vb4pex5vsknk084sn02q */
      id: string;
      /** @description A stand-in: nothing real is behind it. */
      is_simulated: boolean;
      /**
       * Format: date-time
       * @description When what runs there was last measured completely.
       */
      last_collected_at?: string;
      /** @example 100 */
      max_users: number;
      /** @example cluster1 */
      name: string;
      /** @description Whether the hub allows a member several servers; absent until known. */
      named_servers?: boolean;
    };
    Clusters: {
      clusters: components["schemas"]["Cluster"][];
    };
    CollectionRun: {
      /** @description Those that have been asked so far. */
      clusters: {
        /** @example cluster_01h455vb4pex5vsknk084sn02q */
        clusterId: string;
        /** @example The notebook servers' hub does not answer just now. */
        error?: string;
        /** @description Whether all that runs there was seen; what was seen in part counts for nothing. */
        ok: boolean;
        /**
         * @description Servers that were seen.
         * @example 12
         */
        samples: number;
      }[];
      /** Format: date-time */
      finishedAt?: string;
      /** @example collect-20261122101530123 */
      runId: string;
      /** Format: date-time */
      startedAt: string;
      /** @enum {string} */
      state: "queued" | "running" | "done" | "failed";
      /**
       * @description Members whose servers ran when they were seen; once the run is done.
       * @example 10
       */
      users?: number;
    };
    EnvironmentDeleted: {
      message: string;
      /** @constant */
      status: "deleted";
    };
    EnvironmentInfo: {
      auto_shutdown_enabled: boolean;
      environment: components["schemas"]["WorkspaceEnvironment"];
      /** @description Null where no plan ends what runs. */
      max_uptime_minutes: number | null;
      /** @example free */
      subscription_tier: string;
      time_until_shutdown_minutes: number | null;
      /** @example 45 */
      uptime_minutes: number;
    };
    EnvironmentList: {
      environments: components["schemas"]["WorkspaceEnvironment"][];
    };
    EverybodysEnvironments: {
      environments: {
        /**
         * Format: date-time
         * @description When it was last launched: of what runs, when that was asked for.
         * @example 2026-11-22T10:15:30.000Z
         */
        created_at: string;
        /** @example env_01h455vb4pex5vsknk084sn02q */
        env_id: string;
        /**
         * @description How the backend names it: on JupyterHub the hub's user, with the server's name where it has one.
         * @example alice@example.org
         */
        pod_name: string;
        /** @enum {string} */
        status: "creating" | "running" | "stopping" | "stopped" | "failed";
        user_id: string;
      }[];
    };
    Health: {
      /** @constant */
      status: "healthy";
      /** Format: date-time */
      timestamp: string;
      /**
       * @description Seconds since the process began.
       * @example 3600.25
       */
      uptime: number;
      /** @example 0.1.0 */
      version: string;
    };
    Heartbeat: {
      message: string;
      /** @constant */
      status: "success";
    };
    HopsworksInfo: {
      /** @example cluster1 */
      clusterName?: string;
      hasCluster: boolean;
      hasHopsworksUser?: boolean;
      hopsworksUser?: {
        /** @example OAUTH2 */
        accountType?: string;
        /** Format: date-time */
        activated?: string;
        /** @example alice@example.org */
        email: string;
        /** @example 5 */
        maxNumProjects?: number;
        /** @description As Hopsworks counts, with what failed on the way. */
        numActiveProjects?: number;
        /**
         * @description Hopsworks' own number; 2 is an activated account.
         * @example 2
         */
        status?: number;
        /** @example alice000 */
        username: string;
      };
      /** @description The usable projects that the member created, oldest first. */
      projects?: {
        /** Format: date-time */
        created?: string;
        /** @example 119 */
        id: number;
        /** @example alice */
        name: string;
        /**
         * @description The creator's username.
         * @example alice000
         */
        owner: string;
      }[];
      /**
       * @description Hopsworks does not answer now: what is missing is not known.
       * @constant
       */
      stale?: true;
    };
    JupyterStatus: {
      /**
       * @description As which environment the portal knows it. Absent before it was ever started.
       * @example env_01h455vb4pex5vsknk084sn02q
       */
      environment_id?: string;
      hub: {
        /** @description If not, the rest is what the portal last knew. */
        reachable: boolean;
        /** @example 6.1.1 */
        version?: string;
      };
      server: {
        /** Format: date-time */
        last_activity?: string;
        /**
         * Format: date-time
         * @description When the hub began to start it.
         */
        started?: string;
        /** @enum {string} */
        state: "ready" | "pending" | "stopping" | "stopped";
        /**
         * Format: uri
         * @description Where it opens in a browser, by way of the hub's sign-in; there when it is ready.
         * @example https://hub.example.org/hub/oauth_login?next=%2Fuser%2Falice%2540example.org%2Flab
         */
        url?: string;
      };
      /** @description Whether a server is ready. */
      server_active: boolean;
      user_exists: boolean;
    };
    /**
     * @example {
     *       "status": "success",
     *       "auth_url": "https://…",
     *       "message": "…"
     *     }
     */
    LogIn: {
      auth_url: string;
      message: string;
      /** @constant */
      status: "success";
    };
    LogOut: {
      message: string;
      /** @constant */
      status: "success";
    };
    PlatformRefusal: {
      /** @description Tells programs which right is missing, such as `missing_scope`. */
      code?: string;
      /** @description For developers; never sent in production. */
      details?: {
        [key: string]: unknown;
      };
      /** @description A sentence for people. */
      error: string;
      /** @description The collection that is under way, where that is why. */
      runId?: string;
    };
    PlatformUser: {
      user: {
        /** @example alice@example.org */
        email: string;
        hopsworks_cluster: {
          /** @example https://hopsworks.example.org */
          api_url: string;
          /** @example cluster1 */
          name: string;
        } | null;
        /** @description Null until the member has a place on a cluster. */
        hopsworks_username: string | null;
        /**
         * @description How the identity provider names the member.
         * @example auth0|6553a1
         */
        id: string;
      };
    };
    Received: {
      /** @constant */
      received: true;
    };
    ServiceCard: {
      /** @example /docs */
      docs: string;
      /** @example Atrium API */
      service: string;
      /** @constant */
      status: "healthy";
      /** @example 0.1.0 */
      version: string;
    };
    TaskRun: {
      /** @example 1 */
      attempts: number;
      /** Format: date-time */
      finishedAt?: string;
      /** @description This window was claimed before: its run is told, and nothing was run again. */
      repeated: boolean;
      /**
       * @description What came of it.
       * @example {
       *       "clusters": 2
       *     }
       */
      report?: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      startedAt?: string;
      /** @enum {string} */
      state: "queued" | "running" | "done" | "failed";
      /** @example collect-usage */
      task: string;
      /**
       * Format: date-time
       * @description The beginning of the stretch of time that this run is for; it is run for once.
       */
      window: string;
    };
    Usage: {
      /**
       * Format: date-time
       * @description Up to when the member's cluster was measured completely. Absent before the first time.
       */
      asOf?: string;
      /**
       * @description Whether usage is paid from credit, or by a monthly invoice.
       * @enum {string}
       */
      billingMode: "prepaid" | "postpaid";
      credits: {
        /**
         * @description What can be spent: `total_purchased` − `total_used`, always, to the coin.
         * @example 100
         */
        balance: number;
        /**
         * @description All credit that came in: bought and given, less what was refunded or is held.
         * @example 150
         */
        total_purchased: number;
        /**
         * @description All that was ever used, rounded to the coin.
         * @example 50
         */
        total_used: number;
      };
      /** @example EUR */
      currency: string;
      currentUsage: {
        /** @description Usable projects that the member has at Hopsworks, as of at most a minute ago. Absent when Hopsworks cannot be asked. */
        activeProjects?: number;
        /** @description Calls of this API. Absent for as long as nobody counts them. */
        apiCalls?: number;
        /**
         * @description Hours of one core.
         * @example 120.5
         */
        cpuHours: number;
        /**
         * @description Hours of one GPU.
         * @example 0
         */
        gpuHours: number;
        /**
         * @description Hours of one GiB of memory.
         * @example 241
         */
        memoryGBHours: number;
        /**
         * @description Storage held, in GB. Absent for as long as nobody measures it: 0 would be a claim.
         * @example 50.2
         */
        storageGB?: number;
        /**
         * @description What that cost, in major units, rounded to the currency's smallest coin once.
         * @example 25.5
         */
        totalCost: number;
      };
      /** @description From `start` up to, and without, `end`. */
      period: {
        /** Format: date-time */
        end: string;
        /** Format: date-time */
        start: string;
      };
    };
    WebhookMessage: {
      data: {
        /** @description Who did it; absent when the portal itself did. */
        actor?: string;
        /** @description What changed; never a secret. */
        after?: {
          [key: string]: unknown;
        };
        before?: {
          [key: string]: unknown;
        };
        /** @enum {string} */
        outcome: "success" | "failed";
        /** @description Whose thing it was done to; absent when it is nobody's in particular. */
        subject?: string;
        target: {
          id: string;
          kind: string;
        };
      };
      /** @example delivery_01m8b2szggegbaxykyk3a7ts4d */
      id: string;
      /**
       * Format: date-time
       * @description When it happened.
       */
      timestamp: string;
      /**
       * @example environment.start
       * @enum {string}
       */
      type:
        | "environment.start"
        | "environment.ready"
        | "environment.failed"
        | "environment.stop"
        | "environment.stopped"
        | "environment.delete"
        | "credits.purchase"
        | "credits.grant"
        | "credits.settle"
        | "credits.reverse"
        | "credits.adjust"
        | "member.sign_in"
        | "member.sign_out"
        | "member.join"
        | "member.update"
        | "member.leave"
        | "member.stay"
        | "member.anonymise"
        | "cluster.assign"
        | "webhook.disable"
        | "cluster.add"
        | "cluster.change"
        | "prices.publish"
        | "webhook.test";
    };
    WebhookRefusal: {
      /**
       * @description What is wrong, in one word for programs.
       * @example webhookSignature
       */
      error: string;
    };
    WorkspaceEnvironment: {
      /**
       * Format: date-time
       * @description When it was last launched: of what runs, when that was asked for.
       * @example 2026-11-22T10:15:30.000Z
       */
      created_at: string;
      /** @example env_01h455vb4pex5vsknk084sn02q */
      env_id: string;
      /**
       * @description How the backend names it: on JupyterHub the hub's user, with the server's name where it has one.
       * @example alice@example.org
       */
      pod_name: string;
      /** @enum {string} */
      status: "creating" | "running" | "stopping" | "stopped" | "failed";
      /**
       * @description Where a browser opens it. Null while there is nothing to open.
       * @example https://atrium.example.org/environments/env_01h455vb4pex5vsknk084sn02q/open
       */
      url: string | null;
    };
    WorkspaceMe: {
      auto_shutdown_enabled: boolean;
      /** Format: date-time */
      created_at: string;
      /** @example alice@example.org */
      email: string;
      /** @example user_01h455vb4pex5vsknk084sn02q */
      id: string;
      /** @description Null where no plan ends what runs. */
      max_uptime_minutes: number | null;
      /** @enum {string} */
      role: "user" | "admin";
      /** @example free */
      subscription_tier: string;
    };
    WorkspaceRefusal: {
      /** @description A sentence for people. */
      detail: string;
      /**
       * @description Tells programs what is wrong.
       * @enum {string}
       */
      error_code:
        | "BAD_REQUEST"
        | "UNAUTHORIZED"
        | "PAYMENT_REQUIRED"
        | "FORBIDDEN"
        | "NOT_FOUND"
        | "CONFLICT"
        | "PAYLOAD_TOO_LARGE"
        | "RATE_LIMITED"
        | "SERVICE_UNAVAILABLE"
        | "UNSUPPORTED_MEDIA_TYPE"
        | "METHOD_NOT_ALLOWED"
        | "INTERNAL_ERROR";
      /** Format: date-time */
      timestamp: string;
    };
    WorkspaceUser: {
      /** Format: date-time */
      created_at: string;
      /** @example alice@example.org */
      email: string;
      /** @example user_01h455vb4pex5vsknk084sn02q */
      id: string;
      /** @enum {string} */
      role: "user" | "admin";
      /** @example free */
      subscription_tier: string;
    };
    WorkspaceUserList: {
      users: components["schemas"]["WorkspaceUser"][];
    };
  };
  responses: {
    /** @description The request is malformed, or its input does not fit. */
    PlatformBadRequest: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description A mistake of ours. Name the `X-Request-Id` to us. */
    PlatformBroken: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description It is there already, is in another state, or its Idempotency-Key stands for another request. */
    PlatformConflict: {
      headers: {
        "Retry-After"?: number;
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description Signed in, and not allowed: not an admin, a key without the scope, or another site's page that asked. */
    PlatformForbidden: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description There is no such thing, or it is somebody else's. */
    PlatformNotFound: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description The balance does not allow it. */
    PlatformPaymentRequired: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description The body is too long. */
    PlatformTooLarge: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description The limit is used up. `Retry-After` says for how many seconds. */
    PlatformTooManyRequests: {
      headers: {
        /** @description Seconds to wait. */
        "Retry-After": number;
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description Nobody is signed in, or the credential is no good. */
    PlatformUnauthorized: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description Something behind the portal does not answer just now. `Retry-After` says when to try again. */
    PlatformUnavailable: {
      headers: {
        "Retry-After"?: number;
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description The body is of a kind that is not read here. */
    PlatformUnsupportedMediaType: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["PlatformRefusal"];
      };
    };
    /** @description The request is malformed, or its input does not fit. */
    WorkspaceBadRequest: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description A mistake of ours. Name the `X-Request-Id` to us. */
    WorkspaceBroken: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description It is there already, is in another state, or its Idempotency-Key stands for another request. */
    WorkspaceConflict: {
      headers: {
        "Retry-After"?: number;
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description Signed in, and not allowed: not an admin, a key without the scope, or another site's page that asked. */
    WorkspaceForbidden: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description There is no such thing, or it is somebody else's. */
    WorkspaceNotFound: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description The balance does not allow it. */
    WorkspacePaymentRequired: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description The body is too long. */
    WorkspaceTooLarge: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description The limit is used up. `Retry-After` says for how many seconds. */
    WorkspaceTooManyRequests: {
      headers: {
        /** @description Seconds to wait. */
        "Retry-After": number;
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description Nobody is signed in, or the credential is no good. */
    WorkspaceUnauthorized: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description Something behind the portal does not answer just now. `Retry-After` says when to try again. */
    WorkspaceUnavailable: {
      headers: {
        "Retry-After"?: number;
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
    /** @description The body is of a kind that is not read here. */
    WorkspaceUnsupportedMediaType: {
      headers: {
        "X-RateLimit-Limit"?: number;
        "X-RateLimit-Remaining"?: number;
        "X-RateLimit-Reset"?: number;
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["WorkspaceRefusal"];
      };
    };
  };
  parameters: {
    /** @description Sent again with the same body, the same key gets the first answer and makes nothing anew. */
    IdempotencyKey: string;
  };
  requestBodies: never;
  headers: {
    /** @description Requests that the member may make in a minute. */
    RateLimitLimit: number;
    /** @description How many are left of them. */
    RateLimitRemaining: number;
    /** @description When they are all there again, in seconds since 1970. */
    RateLimitReset: number;
    /** @description Names this request in the portal's log. */
    RequestId: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listClusters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Clusters"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  createCluster: {
    parameters: {
      query?: never;
      header?: {
        /** @description Sent again with the same body, the same key gets the first answer and makes nothing anew. */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "cluster1",
         *       "api_url": "https://hopsworks.example.org:28181",
         *       "api_key": "prefix.secret",
         *       "max_users": 100,
         *       "hopsworks_idp_client_id": "atrium",
         *       "hub_api_url": "https://hub.example.org/hub/api",
         *       "hub_public_url": "https://hub.example.org",
         *       "anyway": false
         *     }
         */
        "application/json": {
          /**
           * @description Add it although it does not answer now.
           * @default false
           */
          anyway?: boolean;
          /**
           * @description An administrator's API key. Kept sealed; it never comes back out.
           * @example prefix.secret
           */
          api_key: string;
          /** @example https://hopsworks.example.org:28181 */
          api_url: string;
          /** @example atrium */
          hopsworks_idp_client_id?: string;
          /** @example https://hub.example.org/hub/api */
          hub_api_url?: string;
          /** @example https://hub.example.org */
          hub_public_url?: string;
          /** @description The portal's token at the hub. Kept sealed; it never comes back out. */
          hub_token?: string;
          /** @default 100 */
          max_users?: number;
          /** @example cluster1 */
          name: string;
        };
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          "Idempotency-Replayed"?: "true";
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cluster"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      409: components["responses"]["PlatformConflict"];
      413: components["responses"]["PlatformTooLarge"];
      415: components["responses"]["PlatformUnsupportedMediaType"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  collectUsage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted; it is still under way. */
      202: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CollectionRun"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      409: components["responses"]["PlatformConflict"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  readCollection: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CollectionRun"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      404: components["responses"]["PlatformNotFound"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  listUsers: {
    parameters: {
      query?: {
        /** @description How many to show. */
        limit?: number;
        /** @description How many to skip before the first. */
        offset?: number;
        /** @description A part of the name or of the e-mail. */
        q?: string;
        /** @description `-` is downwards. */
        sort?: "-created" | "created" | "email" | "-email" | "name" | "-name";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AdminUsers"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  purchaseCredits: {
    parameters: {
      query?: never;
      header?: {
        /** @description Sent again with the same body, the same key gets the first answer and makes nothing anew. */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "amount": 100
         *     }
         */
        "application/json": {
          /**
           * @description 5 to 10,000 in major units of the installation's currency, with at most two decimals.
           * @example 100
           */
          amount: string | number;
        };
        /**
         * @example {
         *       "amount": 100
         *     }
         */
        "application/x-www-form-urlencoded": {
          /**
           * @description 5 to 10,000 in major units of the installation's currency, with at most two decimals.
           * @example 100
           */
          amount: string | number;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "Idempotency-Replayed"?: "true";
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Checkout"];
        };
      };
      /** @description Go on there. */
      303: {
        headers: {
          "Idempotency-Replayed"?: "true";
          /** @description Where to go on. */
          Location: string;
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      409: components["responses"]["PlatformConflict"];
      413: components["responses"]["PlatformTooLarge"];
      415: components["responses"]["PlatformUnsupportedMediaType"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  chargeUsers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      /** @description Accepted; it is still under way. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  chargeUsersByPost: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      /** @description Accepted; it is still under way. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  collectK8sMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      /** @description Accepted; it is still under way. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  collectK8sMetricsByPost: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      /** @description Accepted; it is still under way. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskRun"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  launchJupyter: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "id": "env_01h455vb4pex5vsknk084sn02q",
         *       "size": "small"
         *     }
         */
        "application/json": {
          /**
           * @description One of my other environments. Left out: my notebook.
           * @example env_01h455vb4pex5vsknk084sn02q
           */
          id?: string;
          /** @description What a new environment beside my notebook is to be called. */
          name?: string;
          /**
           * @description A size on offer, by id or short name; else the one you had last, or the smallest.
           * @example small
           */
          size?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JupyterStatus"];
        };
      };
      /** @description Accepted; it is still under way. */
      202: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JupyterStatus"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      402: components["responses"]["PlatformPaymentRequired"];
      403: components["responses"]["PlatformForbidden"];
      404: components["responses"]["PlatformNotFound"];
      409: components["responses"]["PlatformConflict"];
      413: components["responses"]["PlatformTooLarge"];
      415: components["responses"]["PlatformUnsupportedMediaType"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  jupyterProgress: {
    parameters: {
      query?: {
        /** @description One of my other environments. Left out: my notebook. */
        id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": {
            /** @description A JSON object. */
            data: string;
            event?: string;
          };
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      404: components["responses"]["PlatformNotFound"];
      409: components["responses"]["PlatformConflict"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  jupyterStatus: {
    parameters: {
      query?: {
        /** @description One of my other environments. Left out: my notebook. */
        id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JupyterStatus"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      404: components["responses"]["PlatformNotFound"];
      409: components["responses"]["PlatformConflict"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  stopJupyter: {
    parameters: {
      query?: {
        /** @description One of my other environments. Left out: my notebook. */
        id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JupyterStatus"];
        };
      };
      /** @description Accepted; it is still under way. */
      202: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JupyterStatus"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      404: components["responses"]["PlatformNotFound"];
      409: components["responses"]["PlatformConflict"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  readUsage: {
    parameters: {
      query?: {
        /** @description A date or an instant. */
        from?: string;
        /** @description A date or an instant; not part of the period. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Usage"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  readUser: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformUser"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  readHopsworksInfo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["HopsworksInfo"];
        };
      };
      400: components["responses"]["PlatformBadRequest"];
      401: components["responses"]["PlatformUnauthorized"];
      403: components["responses"]["PlatformForbidden"];
      429: components["responses"]["PlatformTooManyRequests"];
      500: components["responses"]["PlatformBroken"];
      503: components["responses"]["PlatformUnavailable"];
    };
  };
  serviceCard: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ServiceCard"];
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  listActivity: {
    parameters: {
      query?: {
        /** @description The id of the last line that was read: goes on from there. */
        before?: string;
        /** @description How many to show. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ActivityList"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  adminListActivity: {
    parameters: {
      query?: {
        /** @description The id of the last line that was read: goes on from there. */
        before?: string;
        /** @description How many to show. */
        limit?: number;
        /** @description What they did or was done to theirs. */
        user_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ActivityList"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  adminListEnvironments: {
    parameters: {
      query?: {
        /** @description The id of the last one that was read: goes on from there. */
        before?: string;
        /** @description How many to show. */
        limit?: number;
        status?: "creating" | "running" | "stopping" | "stopped" | "failed";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["EverybodysEnvironments"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  adminListUsers: {
    parameters: {
      query?: {
        /** @description The id of the last one that was read: goes on from there. */
        before?: string;
        /** @description How many to show. */
        limit?: number;
        /** @description Part of a name or an address. */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["WorkspaceUserList"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  logInCallback: {
    parameters: {
      query?: {
        code?: string;
        error?: string;
        state?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Go on there. */
      302: {
        headers: {
          /** @description Where to go on. */
          Location: string;
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["WorkspaceBadRequest"];
      403: components["responses"]["WorkspaceForbidden"];
      409: components["responses"]["WorkspaceConflict"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  logIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LogIn"];
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  logOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LogOut"];
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      403: components["responses"]["WorkspaceForbidden"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  readActiveEnvironment: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ActiveEnvironment"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  createEnvironment: {
    parameters: {
      query?: never;
      header?: {
        /** @description Sent again with the same body, the same key gets the first answer and makes nothing anew. */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "image": "borisbolliet/cmbagent-ui:latest",
         *       "config": {
         *         "name": "My Research Env"
         *       }
         *     }
         */
        "application/json": {
          application_id?: string;
          config?: {
            description?: string;
            /**
             * @description What the environment that is started is shown as from now on.
             * @example My Research Env
             */
            name?: string;
            /** @description The size's short name. Left out: the last one used. */
            size?: string;
          };
          /** @description One of my environments that is there. Left out: my notebook. */
          env_id?: string;
          /** @example borisbolliet/cmbagent-ui:latest */
          image: string;
          /** @description What a new environment beside my notebook is to be called. */
          name?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "Idempotency-Replayed"?: "true";
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["WorkspaceEnvironment"];
            /** @constant */
            status: "created";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      /** @description Made. */
      201: {
        headers: {
          "Idempotency-Replayed"?: "true";
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["WorkspaceEnvironment"];
            /** @constant */
            status: "created";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      402: components["responses"]["WorkspacePaymentRequired"];
      403: components["responses"]["WorkspaceForbidden"];
      404: components["responses"]["WorkspaceNotFound"];
      409: components["responses"]["WorkspaceConflict"];
      413: components["responses"]["WorkspaceTooLarge"];
      415: components["responses"]["WorkspaceUnsupportedMediaType"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  deleteEnvironment: {
    parameters: {
      query?: {
        env_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EnvironmentDeleted"];
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      404: components["responses"]["WorkspaceNotFound"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  readEnvironmentInfo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        env_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["EnvironmentInfo"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      404: components["responses"]["WorkspaceNotFound"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  heartbeat: {
    parameters: {
      query?: {
        env_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Heartbeat"];
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      404: components["responses"]["WorkspaceNotFound"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  listEnvironments: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["EnvironmentList"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  health: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  readMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["WorkspaceMe"];
            /** @constant */
            status: "success";
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components["responses"]["WorkspaceBadRequest"];
      401: components["responses"]["WorkspaceUnauthorized"];
      403: components["responses"]["WorkspaceForbidden"];
      429: components["responses"]["WorkspaceTooManyRequests"];
      500: components["responses"]["WorkspaceBroken"];
      503: components["responses"]["WorkspaceUnavailable"];
    };
  };
  receiveLogin: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "sub": "auth0|6553a1",
         *       "email": "alice@example.org",
         *       "email_verified": true
         *     }
         */
        "application/json": {
          email?: (string & (unknown & unknown)) | null;
          email_verified?: unknown;
          family_name?: string | null;
          given_name?: string | null;
          name?: string | null;
          sub: string;
        };
      };
    };
    responses: {
      /** @description It was taken. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Received"];
        };
      };
      /** @description It is signed, and does not say who signed in. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description It was not signed with the secret within the last five minutes. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description The address is not verified, or the member is suspended. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description This installation takes no such messages. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description The address is another member's. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description The message is too long. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description A mistake of ours. Send it again. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description The portal cannot keep it just now. Send it again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
    };
  };
  receiveStripeEvent: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "id": "evt_1",
         *       "type": "checkout.session.completed",
         *       "data": {
         *         "object": {
         *           "id": "cs_test_a1b2c3",
         *           "object": "checkout.session"
         *         }
         *       }
         *     }
         */
        "application/json": {
          api_version?: string | null;
          data: {
            object: {
              id?: string | null;
              object?: string | null;
              payment_intent?:
                | (
                    | string
                    | {
                        id: string;
                      }
                  )
                | null;
            } & {
              [key: string]: unknown;
            };
          } & {
            [key: string]: unknown;
          };
          id?: string | null;
          type: string;
        } & {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description It was taken. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Received"];
        };
      };
      /** @description It was not signed by Stripe within the last five minutes, or is no event. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description The message is too long. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description A mistake of ours. Send it again. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
      /** @description The portal cannot keep it just now. Send it again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookRefusal"];
        };
      };
    };
  };
}
