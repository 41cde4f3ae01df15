import { Chance } from './chance.js';
import { broken, type Made, type Witness } from './convergence.js';
import { CALM, FaultyNetwork, storm } from './faulty-network.js';
import { Wishes, type KnownRecord } from './intentions.js';
import { SimulatedDevice } from './simulated-device.js';
import type { Stage } from './stage.js';
import { World } from './world.js';

const DEVICES = 3;
const WISHES = 30;
const FAULTS = 16;
/** How long it storms, ms. */
const STORM_MS = 240_000;
/** After the last fault most histories are right within this. */
const RECOVERY_MS = 60_000;
/** All have to be within this: the longest pause between two copies is a quarter of an hour. */
const RECOVERY_MAX_MS = 3_600_000;

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Errors of a device's clock; most are right. */
const SKEWS = [0, 0, 0, 0, 3_000, -20_000, 90 * MINUTE, -DAY, 400 * DAY, -400 * DAY];

/** A history that was played. */
export interface Played {
  /** What is not as promised at its end; nothing, if all is well. */
  readonly faults: readonly string[];
  /** What happened, line by line. */
  readonly history: readonly string[];
}

/** The parts of a history. */
interface Scene {
  readonly world: World;
  readonly chance: Chance;
  readonly network: FaultyNetwork;
  readonly devices: readonly SimulatedDevice[];
  readonly stage: Stage;
  readonly subject: string;
}

/** Plays one history: three devices of a subject write while everything goes wrong that can, then the storm ends. */
export async function playHistory(seed: number, stage: Stage): Promise<Played> {
  const scene = await setUp(seed, stage);
  const { world, devices, subject, network } = scene;
  const made = planWishes(scene);
  planFaults(scene);
  await world.play(STORM_MS);

  world.tell('the storm ends');
  network.weather = CALM;
  await stage.startServer();
  for (const device of devices) device.recover();
  const token = await stage.newDevice(subject);
  const witness = { url: stage.url ?? '', token, subject, owner: stage.owner };
  return { faults: await recovered(scene, made, witness), history: world.history };
}

/** Plays on until all is well, or for as long as that may take. */
async function recovered(
  { world, devices }: Scene,
  made: readonly Made[],
  witness: Witness,
): Promise<string[]> {
  for (let played = 0, next = RECOVERY_MS; ; played += next, next = played) {
    await world.play(next);
    const faults = await broken(devices, made, witness);
    if (faults.length === 0 || played + next >= RECOVERY_MAX_MS) return faults;
  }
}

async function setUp(seed: number, stage: Stage): Promise<Scene> {
  const world = new World();
  const chance = new Chance(seed);
  const network = new FaultyNetwork(world, chance, stage);
  network.weather = storm(chance);
  stage.useClock(() => world.now);
  const subject = await stage.newSubject();
  const devices: SimulatedDevice[] = [];
  for (let n = 0; n < DEVICES; n++) {
    const identity = { name: `device ${n}`, subject, token: await stage.newDevice(subject) };
    const device = new SimulatedDevice(identity, { world, chance, network }, chance.oneOf(SKEWS));
    devices.push(device);
    world.after(chance.between(0, 5_000), () => {
      device.start();
    });
  }
  return { world, chance, network, devices, stage, subject };
}

function planWishes({ world, chance, devices }: Scene): readonly Made[] {
  const wishes = new Wishes(chance);
  const made: Made[] = [];
  for (let n = 0; n < WISHES; n++) {
    world.after(chance.between(0, STORM_MS), async () => {
      const device = chance.oneOf(devices);
      const { client } = device;
      if (!client) return;
      const { words, write } = wishes.next(await recordsOf(device));
      world.tell(`${device.name} wishes: ${words}`);
      const entry: Made = { device, words, key: null };
      made.push(entry);
      // If the app dies meanwhile, it is told nothing.
      void write(client).then((key) => (entry.key = key));
    });
  }
  return made;
}

/** Records that somebody at this device could point at. */
async function recordsOf(device: SimulatedDevice): Promise<KnownRecord[]> {
  const disk = await device.disk();
  const rows = await disk.read((reader) => reader.rowsOfDays('measurement', '', '9999'));
  return rows.map(({ id, data }) => ({ id, type: (data as KnownRecord).type }));
}

function planFaults({ world, chance, devices, stage, subject, network }: Scene): void {
  const anyone = (): SimulatedDevice => chance.oneOf(devices);
  const faults: Readonly<Record<string, () => void | Promise<void>>> = {
    'a crash at a write': () => {
      anyone().killAtAWrite();
    },
    'a crash at another write': () => {
      anyone().killAtAWrite();
    },
    'a crash': () => {
      anyone().kill();
    },
    'a clock is set': () => {
      anyone().skewMs = chance.oneOf(SKEWS);
    },
    compaction: () => stage.compact(subject),
    'another epoch': () => stage.newEpoch(subject),
    'the weather changes': () => {
      network.weather = chance.isIn(0.5) ? CALM : storm(chance);
    },
    'a second client': () => {
      anyone().openSecond(chance.between(1_000, 30_000));
    },
    'another epoch while two clients lead': () => {
      anyone().openSecond(chance.between(10_000, 30_000));
      world.after(chance.between(0, 10_000), () => stage.newEpoch(subject));
    },
    'a lost lead': () => {
      anyone().loseLead(chance.between(100, 10_000));
    },
    'somebody looks': () => {
      anyone().signal('shown');
    },
    'the network is gone': () => {
      const device = anyone();
      device.signal('offline');
      world.after(chance.between(100, 20_000), () => {
        device.signal('online');
      });
    },
  };
  for (let n = 0; n < FAULTS; n++) {
    const [name, happen] = chance.oneOf(Object.entries(faults));
    world.after(chance.between(0, STORM_MS), () => {
      world.tell(`fault: ${name}`);
      return happen();
    });
  }
  if (chance.isIn(0.25)) planRestart(world, chance, stage);
}

function planRestart(world: World, chance: Chance, stage: Stage): void {
  world.after(chance.between(0, STORM_MS), async () => {
    world.tell('the server stops');
    await stage.stopServer();
    world.after(chance.between(500, 20_000), () => {
      world.tell('the server starts');
      return stage.startServer();
    });
  });
}
