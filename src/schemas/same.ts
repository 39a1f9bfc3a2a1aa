import type { z } from 'zod';
import type { Values } from '../message.js';

/** The compiler's word that a schema says what the code gives: no key more, none less. */

/** A type as JSON has it: nothing is read-only, and messages stay as they are. */
type Plain<T> = [T] extends [string | number | boolean | null | undefined]
  ? T
  : T extends Values
    ? Values extends T
      ? Values
      : PlainObject<T>
    : PlainObject<T>;
type PlainObject<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly [infer First, infer Second]
    ? [Plain<First>, Plain<Second>]
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : { -readonly [Key in keyof T]: Plain<T[Key]> };

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * Gives a schema back, when it has exactly the keys and values of `Type`; else it does not compile.
 * The type stands first: `same<Segment>()(z.object({ … }))`.
 */
export function same<Type>() {
  return <Schema extends z.ZodType>(
    schema: Equal<Plain<z.output<Schema>>, Plain<Type>> extends true ? Schema : never,
  ): Schema => schema;
}
