import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** The `messages` tables of the sources, read as syntax: what tovmach can say, in English. */

export interface Sentence {
  /** `read.unreadable` */
  readonly id: string;
  readonly file: string;
  /** Its forms: one, or by the value `count`. */
  readonly english: readonly string[];
  readonly plural: boolean;
}

export interface Source {
  /** Relative to `src`. */
  readonly file: string;
  readonly tree: ts.SourceFile;
}

export function sources(): Source[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      file: name.replaceAll('\\', '/'),
      tree: ts.createSourceFile(name, readFileSync(`src/${name}`, 'utf8'), ts.ScriptTarget.ESNext, true),
    }));
}

export function visit(node: ts.Node, on: (node: ts.Node) => boolean | undefined): void {
  if (on(node) === false) return;
  node.forEachChild((child) => visit(child, on));
}

/** Whether a node is `messages('room', { … })`. */
export function isTable(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'messages';
}

const textOf = (node: ts.Node): string => {
  if (ts.isStringLiteralLike(node)) return node.text;
  throw new Error(`a message is one literal: ${node.getText()}`);
};

/** Every sentence of the sources. */
export function sentences(from: readonly Source[] = sources()): Sentence[] {
  const found: Sentence[] = [];
  for (const { file, tree } of from) {
    visit(tree, (node) => {
      if (!isTable(node)) return true;
      const [room, table] = node.arguments;
      if (room === undefined || table === undefined || !ts.isObjectLiteralExpression(table))
        throw new Error(`${file}: a table is written out where it stands`);
      for (const property of table.properties) {
        if (!ts.isPropertyAssignment(property)) throw new Error(`${file}: ${property.getText()}`);
        const { name, initializer } = property;
        const plural = ts.isObjectLiteralExpression(initializer);
        const english = plural
          ? initializer.properties.map((form) => textOf((form as ts.PropertyAssignment).initializer))
          : [textOf(initializer)];
        const key = ts.isStringLiteralLike(name) || ts.isIdentifier(name) ? name.text : name.getText();
        found.push({ id: `${textOf(room)}.${key}`, file, english, plural });
      }
      return false;
    });
  }
  return found;
}
