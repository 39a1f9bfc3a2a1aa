import { onlyDefined } from '../model/only-defined.js';
/** The frame of a SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Pure. */

export type SarifLevel = 'note' | 'warning' | 'error';

export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
}

/** Lines and columns count from 1, columns in UTF-16 units; `path` has forward slashes. */
export function sarifLocation(path: string, region?: SarifRegion): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
      ...onlyDefined({ region }),
    },
  };
}

/** A log of one run as JSON text; `describe` says in one sentence what a rule finds. */
export function sarifLog(
  results: readonly SarifResult[],
  options: {
    readonly version: string;
    readonly language: string;
    readonly describe: (rule: string) => string;
  },
): string {
  const rules = [...new Set(results.map((result) => result.ruleId))].sort();
  const driver = {
    name: 'tovmach',
    semanticVersion: options.version,
    rules: rules.map((id) => ({ id, shortDescription: { text: options.describe(id) } })),
  };
  return `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver },
          language: options.language,
          columnKind: 'utf16CodeUnits',
          results,
        },
      ],
    },
    null,
    2,
  )}\n`;
}
