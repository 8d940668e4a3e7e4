/**
 * The shortest body found that still fails, by leaving out ever smaller parts (delta debugging, Zeller 2002).
 */
export async function minimise(body: Buffer, fails: (body: Buffer) => Promise<boolean>): Promise<Buffer> {
  let smallest = body;
  let tries = 400;
  for (let part = Math.ceil(body.length / 2); part >= 1 && tries > 0; ) {
    let shorter = false;
    for (let at = 0; at < smallest.length && tries > 0; tries--) {
      const without = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + part)]);
      if (await fails(without)) {
        smallest = without;
        shorter = true;
      } else at += part;
    }
    if (!shorter) part = part === 1 ? 0 : Math.ceil(part / 2);
  }
  return smallest;
}
