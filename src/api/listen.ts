import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';

/** A server at an address of this machine. */

const say = messages('api', {
  portTaken: 'port {{port}} is taken',
  anotherPort: 'Name another, or --port 0 for a free one.',
  noListen: 'cannot serve on {{host}}:{{port}} ({{reason}})',
});

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** @param port 0: a free one. @throws TovmachError USAGE for an address that cannot be had */
export async function listen(
  app: Pick<Hono, 'fetch'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = serve({ fetch: app.fetch, port, hostname: host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        new TovmachError(
          'USAGE',
          taken ? say.portTaken({ port }) : say.noListen({ host, port, reason: cause.code ?? cause.message }),
          { cause, hint: say.anotherPort() },
        ),
      );
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      // Browsers keep connections open, and streams of events never end by themselves.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
