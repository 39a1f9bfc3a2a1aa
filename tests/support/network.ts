import { execFileSync } from 'node:child_process';

/** Hosts of the tests' own: network namespaces on a bridge, each with an address and a link that can be cut. */

const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: 'pipe' });

/** Names of interfaces have 15 characters at most. */
const TAG = `tv${process.pid % 100_000}`;

function works(): boolean {
  try {
    ip('netns', 'add', `${TAG}t`);
    ip('netns', 'del', `${TAG}t`);
    return true;
  } catch {
    return false;
  }
}

/** Whether hosts can be made; where not, it is said once a file. */
export const hasNetwork = process.platform === 'linux' && process.getuid?.() === 0 && works();
if (!hasNetwork) process.stdout.write('skipped: network namespaces want root and iproute2\n');

export interface TestNetwork {
  /** Address of this machine as the hosts see it. */
  readonly here: string;
  addressOf(host: number): string;
  /** Words before a command that is to run on a host. */
  on(host: number): string[];
  cut(host: number): void;
  mend(host: number): void;
  remove(): void;
}

export function createNetwork(hosts: number): TestNetwork {
  const net = `10.213.${process.pid % 250}`;
  const bridge = `${TAG}b`;
  const names = Array.from({ length: hosts }, (_, index) => `${TAG}h${index}`);
  const remove = (): void => {
    for (const command of [...names.map((name) => ['netns', 'del', name]), ['link', 'del', bridge]])
      try {
        ip(...command);
      } catch {
        // It was not made.
      }
  };
  try {
    ip('link', 'add', bridge, 'type', 'bridge', 'forward_delay', '0');
    ip('addr', 'add', `${net}.1/24`, 'dev', bridge);
    ip('link', 'set', bridge, 'up');
    for (const [index, name] of names.entries()) {
      ip('netns', 'add', name);
      ip('link', 'add', `${name}o`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      ip('link', 'set', `${name}o`, 'master', bridge, 'up');
      ip('-n', name, 'addr', 'add', `${net}.${index + 2}/24`, 'dev', 'eth0');
      ip('-n', name, 'link', 'set', 'eth0', 'up');
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
  } catch (error) {
    remove();
    throw error;
  }
  return {
    here: `${net}.1`,
    addressOf: (host) => `${net}.${host + 2}`,
    on: (host) => ['ip', 'netns', 'exec', names[host] ?? ''],
    cut: (host) => ip('link', 'set', `${names[host]}o`, 'down'),
    mend: (host) => ip('link', 'set', `${names[host]}o`, 'up'),
    remove,
  };
}
