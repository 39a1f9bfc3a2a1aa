import { characterEntities } from 'character-entities';

/** The characters that HTML names, for text that came without a parser: answers of services, feeds. Pure. */

/** What `&name;` stands for; `undefined` for a name that HTML does not know. Names are told by case, as HTML has them. */
export function namedCharacter(name: string): string | undefined {
  return Object.hasOwn(characterEntities, name) ? characterEntities[name] : undefined;
}
