// Runs in mongosh against a mongos: tells the cluster which shards it has. A shard that it knows is left as it is.
for (const set of ["shard1", "shard2"]) {
  const members = ["a", "b", "c"].map((letter) => `${set}${letter}:27017`);
  const added = db.adminCommand({ addShard: `${set}/${members.join(",")}` });
  if (!added.ok) throw new Error(`${set}: ${added.errmsg}`);
}
// Majority writes would otherwise have to be asked for by each program; here they are what a write means.
const meant = db.adminCommand({ setDefaultRWConcern: 1, defaultWriteConcern: { w: "majority", j: true }, defaultReadConcern: { level: "majority" } });
if (!meant.ok) throw new Error(meant.errmsg);
