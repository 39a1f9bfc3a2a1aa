import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What the front door of the library lets out, as the compiler sees it. */

export interface PublicInterface {
  /** Names that can be imported. */
  readonly exported: readonly string[];
  /** Types that a public signature names and nobody can import, as `name (file) in owner`. */
  readonly hidden: readonly string[];
  /** Exported names, and members of exported types, without a comment: `name` or `name.member`. */
  readonly undocumented: readonly string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SRC = join(ROOT, 'src');

/** Reads the sources as they are now. */
export function publicInterface(): PublicInterface {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config as object;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const door = join(SRC, 'index.ts');
  const program = ts.createProgram([door], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(door);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error('the front door exports nothing');
  const resolved = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exports = checker
    .getExportsOfModule(module)
    .map((symbol) => [symbol.name, resolved(symbol)] as const);
  const known = new Set(exports.map(([, symbol]) => symbol));
  const hidden = new Set<string>();
  const undocumented = new Set<string>();
  for (const [name, symbol] of exports) {
    const declarations = symbol.declarations ?? [];
    if (declarations.every((declaration) => !hasComment(declaration))) undocumented.add(name);
    for (const declaration of declarations) {
      for (const type of namedTypes(declaration)) {
        const target = checker.getSymbolAtLocation(type);
        if (target === undefined) continue;
        const named = resolved(target);
        const [place] = named.declarations ?? [];
        const isOurs = place?.getSourceFile().fileName.startsWith(SRC + sep) === true;
        if (!isOurs || named.flags & ts.SymbolFlags.TypeParameter || known.has(named)) continue;
        hidden.add(`${named.name} (${relative(SRC, place.getSourceFile().fileName)}) in ${name}`);
      }
      for (const member of membersOf(declaration))
        if (!hasComment(member)) undocumented.add(`${name}.${member.name?.getText() ?? ''}`);
    }
  }
  return {
    exported: exports.map(([name]) => name).sort(),
    hidden: [...hidden].sort(),
    undocumented: [...undocumented].sort(),
  };
}

function hasComment(node: ts.Node): boolean {
  const owner = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return ts.getJSDocCommentsAndTags(owner).length > 0;
}

function membersOf(declaration: ts.Node): ts.NamedDeclaration[] {
  if (ts.isInterfaceDeclaration(declaration)) return [...declaration.members];
  if (ts.isClassDeclaration(declaration))
    return declaration.members.filter((member) => !isPrivate(member) && member.name !== undefined);
  if (ts.isTypeAliasDeclaration(declaration) && ts.isTypeLiteralNode(declaration.type))
    return [...declaration.type.members];
  return [];
}

function isPrivate(member: ts.ClassElement): boolean {
  const isMarked = ts.canHaveModifiers(member)
    ? ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) === true
    : false;
  return isMarked || (member.name !== undefined && ts.isPrivateIdentifier(member.name));
}

/** The names of types in a signature; bodies and initial values are nobody's business. */
function namedTypes(declaration: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || (ts.isClassElement(node) && isPrivate(node))) return;
    if (ts.isTypeReferenceNode(node)) {
      found.push(ts.isQualifiedName(node.typeName) ? node.typeName.right : node.typeName);
    } else if (ts.isExpressionWithTypeArguments(node)) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  if (ts.isVariableDeclaration(declaration)) {
    if (declaration.type !== undefined) visit(declaration.type);
  } else visit(declaration);
  return found;
}
