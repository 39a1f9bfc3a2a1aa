# tovmach in a container: Node, the package, a shell of busybox, and nothing else; no root at run time.
#   docker build -t tovmach .
#   docker run --rm -v "$PWD:/work" tovmach run articles --to en,uk --out out
# docs/container.md tells what was tried of it, and how.

FROM node:24.21.0-bookworm-slim AS pack
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json README.md CHANGELOG.md NOTICE.md SECURITY.md LICENSE ./
COPY config config
COPY locales locales
COPY docs docs
COPY src src
RUN npm run build && mkdir /pack && npm pack --silent --ignore-scripts --pack-destination /pack

FROM node:24.21.0-bookworm-slim AS root
COPY --from=pack /pack /pack
# PEERS: optional libraries to have beside it, for example --build-arg PEERS="deepl-node openai".
ARG PEERS=
RUN npm install --global --prefix /opt/tovmach --ignore-scripts --omit=dev /pack/*.tgz $PEERS
RUN apt-get update && apt-get install -y --no-install-recommends busybox-static && rm -rf /var/lib/apt/lists
# What runs is gathered into a root of its own: Node with the libraries that it and native parts are linked to, a shell, one user.
RUN mkdir -p /root-fs/bin /root-fs/usr/bin /root-fs/usr/local/bin /root-fs/etc /root-fs/opt /root-fs/home/tovmach /root-fs/work /root-fs/tmp \
 && { command -v node; find /opt/tovmach -name '*.node'; } | xargs ldd | grep -o '/[^ ]*' | grep -v ':$' | sort -u | xargs -I{} cp --parents -L {} /root-fs \
 && cp "$(command -v node)" /root-fs/usr/local/bin/node \
 && cp -r /opt/tovmach /root-fs/opt/tovmach \
 && cp /bin/busybox /root-fs/bin/busybox \
 && chroot /root-fs /bin/busybox --install -s /bin \
 && ln -s /bin/env /root-fs/usr/bin/env \
 && ln -s /opt/tovmach/bin/tovmach /root-fs/usr/local/bin/tovmach \
 && echo 'tovmach:x:10001:10001::/home/tovmach:/bin/sh' >/root-fs/etc/passwd \
 && echo 'tovmach:x:10001:' >/root-fs/etc/group \
 && chown -R 10001:10001 /root-fs/home/tovmach /root-fs/work \
 && chmod 1777 /root-fs/tmp

FROM scratch
COPY --from=root /root-fs /
ENV PATH=/usr/local/bin:/bin HOME=/home/tovmach NODE_ENV=production
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["tovmach"]
CMD ["--help"]
