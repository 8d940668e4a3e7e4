/** Every bucket of a project, as JSON for `json_each`. */
export function allBuckets(buckets: number): string {
  return JSON.stringify(Array.from({ length: buckets }, (_, bucket) => bucket));
}
