import { type Tovmach, TovmachError } from '../index.js';

/** What tools work with, and what they answer. */

/** What a tool works with. */
export interface Connected {
  readonly tovmach: Tovmach;
  /** Aborted when the client gives the call up. */
  readonly signal: AbortSignal;
  /** Paths of the client as absolute ones. @throws TovmachError USAGE for one outside the served folder */
  readonly paths: (given: readonly string[]) => string[];
}

/** A tool's answer in the protocol's shape: the same as data, and as text for clients that read only that. */
export interface ToolResult {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** An answer, without the secrets of the configuration. */
export function answered(result: object, hide: (text: string) => string): ToolResult {
  const text = hide(JSON.stringify(result));
  return {
    content: [{ type: 'text', text }],
    structuredContent: JSON.parse(text) as Record<string, unknown>,
  };
}

/** What went wrong, as a model can use it: code, message, what to do. In English, as the protocol's errors are. */
export function failed(error: unknown, hide: (text: string) => string): ToolResult {
  const lines = TovmachError.isInstance(error)
    ? [`${error.code}: ${error.message}`, ...(error.hint === undefined ? [] : [error.hint])]
    : [error instanceof Error ? error.message : String(error)];
  return { content: [{ type: 'text', text: hide(lines.join('\n')) }], isError: true };
}
