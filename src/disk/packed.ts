/**
 * Texts of the package by their path in it. The build writes them in here (`config/pack.mjs`), so that a program that was bundled into
 * one file finds them; from the sources they are read from the disk.
 */
export const PACKED: Readonly<Record<string, string>> | undefined = undefined;
