/* Made by `npm run client:generate` from the endpoints' definitions; what is written here by hand is lost. */
export interface paths {
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
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
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
  };
  parameters: never;
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
}
