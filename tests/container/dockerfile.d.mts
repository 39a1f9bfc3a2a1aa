export interface Instruction {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}
export function instructions(text: string): Instruction[];
export function words(value: string): string[];
