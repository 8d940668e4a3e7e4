/** Where a response waits on the device: an entry each, so that two tabs never write over each other's. */
export const parcelPrefix = (prefix: string) => `${prefix}out:`;
