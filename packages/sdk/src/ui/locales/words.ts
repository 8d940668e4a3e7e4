/** The words that are ours and not the survey's, in one language. */
export interface Words {
  close: string;
  next: string;
  send: string;
  skip: string;
  later: string;
  /** Said when the answer waits on the device for the network. */
  kept: string;
  /** Reads a value that is drawn as a face or a star, and how far the survey has come. */
  of(value: number, most: number): string;
}
