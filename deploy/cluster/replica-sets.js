// Runs once in mongosh: makes the replica sets of the cluster unless they are there, and waits until each takes writes.
// A set is named after its members: config1, config2, config3 are "config".
const SETS = { config: { configsvr: true }, shard1: {}, shard2: {} };
const MEMBERS = { config: ["config1", "config2", "config3"], shard1: ["shard1a", "shard1b", "shard1c"], shard2: ["shard2a", "shard2b", "shard2c"] };

for (const [name, options] of Object.entries(SETS)) {
  const admin = new Mongo(`mongodb://${MEMBERS[name][0]}:27017/?directConnection=true`).getDB("admin");
  const members = MEMBERS[name].map((host, index) => ({ _id: index, host: `${host}:27017`, priority: index === 0 ? 2 : 1 }));
  try {
    admin.runCommand({ replSetGetStatus: 1 });
  } catch (error) {
    if (error.codeName !== "NotYetInitialized") throw error;
    const made = admin.runCommand({ replSetInitiate: { _id: name, ...options, members } });
    if (!made.ok) throw new Error(`${name}: ${made.errmsg}`);
  }
  for (let tries = 0; !admin.runCommand({ hello: 1 }).primary; tries++) {
    if (tries === 60) throw new Error(`the replica set ${name} has no primary after a minute`);
    sleep(1000);
  }
}
