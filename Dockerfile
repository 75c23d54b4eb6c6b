# Node.js, the libraries it needs, ahaflow and its database driver: no shell, no package manager.
# docs/deploy.md says how it is run; `npm run image:try` runs these steps without a container engine.

# The long-term support line. Pin a digest as well (node:…@sha256:…) if your builds have to repeat.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json ./
# No scripts: `prepare` would build before there is a source.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts/build.mjs scripts/build-page.mjs scripts/compile-validators.mjs scripts/lean-bundle.mjs scripts/
COPY schemas schemas
COPY src src
COPY dashboard dashboard
RUN npm run build

# What goes into the image, at the places where it will be.
FROM build AS assemble
COPY starter starter
COPY deploy/docker/healthcheck.mjs /image/app/
COPY deploy/docker/ahaflow /image/usr/local/bin/
# dist/ has every library in it but these (test/deploy/image.test.ts knows).
RUN set -eu; \
    mkdir -p /image/app/node_modules /image/config /data; \
    cp -R package.json dist schemas starter /image/app/; \
    cp -R --parents node_modules/libsql node_modules/@libsql/linux-*-gnu node_modules/@neon-rs \
      node_modules/detect-libc node_modules/libphonenumber-js/package.json \
      node_modules/libphonenumber-js/LICENSE node_modules/libphonenumber-js/metadata.max.json \
      /image/app/
# Node, and the system libraries that it and the driver load. status.d and os-release tell scanners
# for vulnerabilities what they are.
RUN set -eu; \
    cp /usr/local/bin/node /image/usr/local/bin/; \
    ldd /usr/local/bin/node node_modules/@libsql/linux-*-gnu/index.node \
      | sed -n 's,.*[[:space:]]\(/[^ ]*\) (0x.*,\1,p' | sort -u \
      | xargs cp -L --parents -t /image; \
    mkdir -p /image/etc /image/usr/lib /image/var/lib/dpkg/status.d; \
    cp /usr/lib/os-release /image/usr/lib/; \
    ln -s ../usr/lib/os-release /image/etc/os-release; \
    for package in libc6 libgcc-s1 libstdc++6; do \
      dpkg-query --status "$package" > "/image/var/lib/dpkg/status.d/$package"; \
      cp -L --parents "/usr/share/doc/$package/copyright" /image; \
    done; \
    echo 'hosts: files dns' > /image/etc/nsswitch.conf; \
    echo 'root:x:0:0::/:/none' > /image/etc/passwd; \
    echo 'ahaflow:x:65532:65532::/data:/none' >> /image/etc/passwd; \
    printf 'root:x:0:\nahaflow:x:65532:\n' > /image/etc/group; \
    chmod -R go-w,a+rX /image

FROM scratch
LABEL org.opencontainers.image.title="ahaflow" \
      org.opencontainers.image.description="Chatbot automations for AhaChat, declared in YAML, kept in git, run durably." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
COPY --from=assemble /image/ /
# The only place that is written to. A new named volume takes its owner from here.
COPY --from=assemble --chown=65532:65532 /data /data
# The C library would keep memory of its own for each of V8's threads. Compiled code has no place but /data.
ENV PATH=/usr/local/bin \
    NODE_ENV=production \
    NODE_DISABLE_COMPILE_CACHE=1 \
    MALLOC_ARENA_MAX=2 \
    AHAFLOW_DATA=/data \
    SQLITE_TMPDIR=/data
# ahaflow.yaml and flows/ are looked for here.
WORKDIR /config
# Numbers: Kubernetes can't tell that a name isn't root.
USER 65532:65532
VOLUME ["/data"]
# Webhooks, and the admin listener: on the container's own loopback unless AHAFLOW_ADMIN_HOST and a
# token say otherwise.
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["/usr/local/bin/node", "/app/healthcheck.mjs"]
# Node is process 1: it takes the signals itself, and it starts no processes that it would have to reap.
ENTRYPOINT ["/usr/local/bin/node", "/app/dist/main.js"]
CMD ["start"]
