/** What stands for the path `-`: its bytes, or the file they are in. */
export type StandardInput =
  | Uint8Array
  | {
      /** Absolute. */
      readonly file: string;
      /** The name it goes by, without a folder; its ending tells the kind where the bytes do not. Absent: `-`. */
      readonly name?: string;
    };
