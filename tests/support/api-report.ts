import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './command-line.js';

/** What can be imported from some files, in the order of names and without comments or bodies, a report a file. */
export function apiReports(files: readonly string[]): readonly string[] {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config as object;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram(
    files.map((file) => join(ROOT, file)),
    { ...options, noEmit: true },
  );
  return files.map((file) => reportOf(program, join(ROOT, file)));
}

function reportOf(program: ts.Program, file: string): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} exports nothing`);
  const printer = ts.createPrinter({ removeComments: true });
  const entries = checker.getExportsOfModule(module).map((symbol): [string, string] => {
    const resolved = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const texts = (resolved.declarations ?? []).map((declaration) => {
      if (isInferred(declaration)) return inferred(checker, resolved, declaration);
      return printer.printNode(ts.EmitHint.Unspecified, bare(declaration), declaration.getSourceFile());
    });
    return [symbol.name, texts.join('\n').replace(/^export /gm, '')];
  });
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `## ${name}\n\n\`\`\`ts\n${text}\n\`\`\`\n`)
    .join('\n');
}

/** What is made of a schema or of a value, which is written elsewhere. */
function isInferred(declaration: ts.Declaration): boolean {
  if (ts.isVariableDeclaration(declaration)) return true;
  return ts.isTypeAliasDeclaration(declaration) && /\bz\.|\btypeof /.test(declaration.type.getText());
}

/** Words and plain types side by side: in which order the compiler lists them depends on what it met first. */
const UNION = /(?:"[^"\n]*"|\b[a-z]+\b|\d+)(?: \| (?:"[^"\n]*"|\b[a-z]+\b|\d+))+/g;

function inferred(checker: ts.TypeChecker, symbol: ts.Symbol, declaration: ts.Declaration): string {
  const { NoTruncation, InTypeAlias, MultilineObjectLiterals } = ts.TypeFormatFlags;
  const isType = ts.isTypeAliasDeclaration(declaration);
  const type = isType ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);
  const flags = NoTruncation | (isType ? InTypeAlias : 0) | MultilineObjectLiterals;
  // The compiler indents, but writes no line breaks.
  const text = checker
    .typeToString(type, undefined, flags)
    .replace(/ {4,}/g, '\n$&')
    .replaceAll(';}', ';\n}')
    .replace(UNION, (union) => union.split(' | ').sort().join(' | '));
  return isType ? `type ${symbol.name} = ${text}` : `const ${symbol.name}: ${text}`;
}

/** A declaration without what is nobody's business: bodies, initial values, private members. */
function bare(declaration: ts.Declaration): ts.Declaration {
  const { factory } = ts;
  if (ts.isFunctionDeclaration(declaration)) {
    const { modifiers, asteriskToken, name, typeParameters, parameters, type } = declaration;
    return factory.createFunctionDeclaration(
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      undefined,
    );
  }
  if (!ts.isClassDeclaration(declaration)) return declaration;
  const { modifiers, name, typeParameters, heritageClauses, members } = declaration;
  const shown = members.filter((member) => !isPrivate(member)).map(bareMember);
  return factory.createClassDeclaration(modifiers, name, typeParameters, heritageClauses, shown);
}

function bareMember(member: ts.ClassElement): ts.ClassElement {
  const { factory } = ts;
  if (ts.isPropertyDeclaration(member)) {
    const { modifiers, name, questionToken, type } = member;
    return factory.createPropertyDeclaration(modifiers, name, questionToken, type, undefined);
  }
  if (ts.isConstructorDeclaration(member))
    return factory.createConstructorDeclaration(member.modifiers, member.parameters, undefined);
  if (ts.isMethodDeclaration(member)) {
    const { modifiers, asteriskToken, name, questionToken, typeParameters, parameters, type } = member;
    return factory.createMethodDeclaration(
      modifiers,
      asteriskToken,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      undefined,
    );
  }
  if (ts.isGetAccessorDeclaration(member)) {
    const { modifiers, name, parameters, type } = member;
    return factory.createGetAccessorDeclaration(modifiers, name, parameters, type, undefined);
  }
  return member;
}

function isPrivate(member: ts.ClassElement): boolean {
  return (
    (member.name !== undefined && ts.isPrivateIdentifier(member.name)) ||
    (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0
  );
}
