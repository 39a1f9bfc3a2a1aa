/** Where a queue is. */

/** Whether an address is that of a Redis or Valkey server. */
export function isRedis(address: string): boolean {
  return /^rediss?:\/\//i.test(address);
}

/** An address as it may be shown: no password, nor any option. */
export function shownQueue(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return '…';
  const user = url.username === '' ? '' : `${url.username}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}`;
}
