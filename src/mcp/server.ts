import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type ConfigInput, type Tovmach, TovmachError } from '../index.js';
import { type Message, messages } from '../message.js';
import { answered, type Connected, failed, type ToolResult } from './answers.js';
import { placesIn } from './places.js';
import { DETECT, MEMORY, PLAN, RUN, TRANSLATE } from './tools.js';

/** tovmach as a server of the Model Context Protocol, over standard input and output. */

const say = messages('mcp', {
  noLibrary: 'tovmach mcp needs the library {{name}}, which is not installed',
  installIt: 'Install it: npm install {{name}}',
});

const LIBRARY = '@modelcontextprotocol/sdk';

export interface McpOptions {
  /** A tovmach with some settings over those of the configuration; each call has one of its own. */
  readonly open: (config: ConfigInput) => Promise<Tovmach>;
  /** Folder that paths of tools are in; absolute. */
  readonly root: string;
  /** Whether outputs may be written: without it there is no tool `run`. */
  readonly allowWrite: boolean;
  /** Says what tools do in the user's language: clients show it. */
  readonly say: (message: Message) => string;
  /** The package's version. */
  readonly version: string;
}

/**
 * Serves until the client closes the connection.
 * @throws TovmachError MISSING_DEPENDENCY when the SDK is not installed
 */
export async function serveMcp(options: McpOptions, signal: AbortSignal): Promise<void> {
  const { McpServer, StdioServerTransport } = await library();
  const server = new McpServer({ name: 'tovmach', version: options.version });
  addTools(server, options);
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}

async function library() {
  try {
    const { McpServer } = await import('@modelcontextprotocol/sdk/server/mcp.js');
    const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js');
    return { McpServer, StdioServerTransport };
  } catch (cause) {
    throw new TovmachError('MISSING_DEPENDENCY', say.noLibrary({ name: LIBRARY }), {
      hint: say.installIt({ name: LIBRARY }),
      cause,
    });
  }
}

/** One call: a tovmach for it, closed whatever happens; what went wrong is an answer, and the server goes on. */
function answerer(open: McpOptions['open'], paths: Connected['paths']) {
  return async (
    settings: () => ConfigInput,
    work: (connected: Connected) => Promise<object>,
    signal: AbortSignal,
  ): Promise<ToolResult> => {
    let hide = (text: string): string => text;
    try {
      const tovmach = await open(settings());
      hide = tovmach.hide;
      try {
        return answered(await work({ tovmach, signal, paths }), hide);
      } finally {
        await tovmach.close();
      }
    } catch (error) {
      return failed(error, hide);
    }
  };
}

function addTools(server: McpServer, { open, root, allowWrite, say: speak }: McpOptions): void {
  const told = <Config extends object>({
    description,
    config,
  }: {
    description: Message;
    config: Config;
  }) => ({
    ...config,
    description: speak(description),
  });
  const paths = (given: readonly string[]): string[] => placesIn(root, given);
  const answer = answerer(open, paths);
  server.registerTool(DETECT.name, told(DETECT), (input, { signal }) =>
    answer(
      () => DETECT.settings(input),
      (connected) => DETECT.work(input, connected),
      signal,
    ),
  );
  server.registerTool(PLAN.name, told(PLAN), (input, { signal }) =>
    answer(
      () => PLAN.settings(input),
      (connected) => PLAN.work(input, connected),
      signal,
    ),
  );
  server.registerTool(TRANSLATE.name, told(TRANSLATE), (input, { signal }) =>
    answer(
      () => ({}),
      (connected) => TRANSLATE.work(input, connected),
      signal,
    ),
  );
  server.registerTool(MEMORY.name, told(MEMORY), (input, { signal }) =>
    answer(
      () => ({}),
      (connected) => MEMORY.work(input, connected),
      signal,
    ),
  );
  if (!allowWrite) return;
  server.registerTool(RUN.name, told(RUN), (input, { signal }) =>
    answer(
      () => RUN.settings(input, paths),
      (connected) => RUN.work(input, connected),
      signal,
    ),
  );
}
