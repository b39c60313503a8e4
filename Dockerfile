# The portal's image: `docker build -t atrium .` Settings come from the environment (.env.example), no secret is inside.
# The Node here is the one that package.json pins for development and tests.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json ./
COPY patches ./patches
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM ${NODE_IMAGE} AS packages
WORKDIR /src
COPY package.json package-lock.json ./
COPY patches ./patches
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

FROM ${NODE_IMAGE}
# A package looks for its settings in the home folder and fails where an account has none.
# Half of what the portal would hold under load is short-lived memory that Node lets grow: about 100 MB less, measured by npm run bench.
ENV NODE_ENV=production HOME=/tmp NODE_OPTIONS=--max-semi-space-size=16
RUN groupadd --gid 10001 atrium && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin atrium
# Everything belongs to root and is only read: the root file system may be mounted read-only.
WORKDIR /srv/atrium
COPY --from=packages /src/node_modules ./node_modules
COPY --from=build /src/build ./build
COPY package.json ./
COPY drizzle/migrations ./drizzle/migrations
USER 10001:10001
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "build/server.js"]
