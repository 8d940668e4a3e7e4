/** What responses and cells are spread by: a project's bucket. */
export function shardOf(project: string, bucket: number): string {
  return `${project}/${bucket}`;
}

/** The bucket of a shard. */
export function bucketOfShard(shard: string): number {
  return Number(shard.slice(shard.lastIndexOf('/') + 1));
}

/** All shards of a project. */
export function shardsOf(project: string, buckets: number): string[] {
  return Array.from({ length: buckets }, (_, bucket) => shardOf(project, bucket));
}
