import { AddressInfo, createServer } from 'net';
import * as grpc from '@grpc/grpc-js';
import { Message, SequencedEvent, SequencerConnections } from './messages';
import { SequencerPool } from './sequencer-pool';
import { KeepAlive } from './sequencer-subscription';
import { listen } from '../rpc/listen';
import { sleep } from '../support/time';

/** The public API of a sequencer, without one behind it. */
class FakeSequencer {
  public static async start(): Promise<FakeSequencer> {
    const socket = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => socket.once('listening', resolve));
    const { port } = socket.address() as AddressInfo;
    await new Promise((resolve) => socket.close(resolve));
    const sequencer = new FakeSequencer(port);
    await sequencer.serve();
    return sequencer;
  }

  public readonly sent: Message[] = [];
  public readonly subscriptions: grpc.ServerWritableStream<any, object>[] = [];
  /** Whether it takes messages and says nothing. */
  public mute = false;
  public shakesHands = true;
  private server?: grpc.Server;

  private constructor(private readonly port: number) {}

  public async serve(): Promise<void> {
    this.server = await listen({ address: '127.0.0.1', port: this.port }, [{
      name: 'Sequencer',
      unary: {
        Send: async ({ messages }) => {
          this.sent.push(...messages);
          return this.mute ? new Promise<object>(() => undefined) : {};
        },
        Handshake: async () => {
          if (!this.shakesHands) {
            throw new Error('not ready');
          }
          return {};
        },
      },
      streams: {
        Subscribe: (call) => {
          this.subscriptions.push(call);
          call.write({ events: [] });
        },
      },
    }]);
  }

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  public deliver(...timestamps: number[]): void {
    this.subscriptions.forEach((call) => call.write({ events: timestamps.map((ts) => ({ ts, body: { type: 'topology', member: 'm' } })) }));
  }

  public stop(): void {
    this.server?.forceShutdown();
  }
}

const MESSAGE: Message = { recipients: [], body: { type: 'topology', member: 'm' } };

describe('a pool of sequencers', () => {
  let sequencers: FakeSequencer[];
  let pool: SequencerPool | undefined;
  let handled: number[];

  beforeEach(async () => {
    sequencers = await Promise.all([FakeSequencer.start(), FakeSequencer.start()]);
    handled = [];
  });

  afterEach(() => {
    pool?.stop();
    sequencers.forEach((sequencer) => sequencer.stop());
  });

  function start(demands: Partial<SequencerConnections>, among = sequencers, keepAlive: Partial<KeepAlive> = {}): SequencerPool {
    const connections = {
      sequencers: among.map(({ url }, index) => ({ alias: `s${index}`, url })), trustThreshold: 1, livenessMargin: 0, amplification: { factor: 1, patience: 0 }, ...demands,
    };
    pool = new SequencerPool(connections, 'PAR::p', 0, async (events: SequencedEvent[]) => {
      handled.push(...events.map(({ ts }) => ts));
    }, keepAlive);
    pool.start();
    return pool;
  }

  const subscribed = () => sequencers.map(({ subscriptions }) => subscriptions.length);

  test('follows as many at once as threshold and margin say, and hears each event once', async () => {
    const { isConnected } = await connected(start({ livenessMargin: 1 }));
    expect({ isConnected, subscribed: subscribed() }).toEqual({ isConnected: true, subscribed: [1, 1] });
    sequencers.forEach((sequencer) => sequencer.deliver(1, 2));
    sequencers[0].deliver(3);
    await until(() => handled.includes(3));
    expect(handled).toEqual([1, 2, 3]);
  });

  test('believes nothing that fewer say than the threshold', async () => {
    await connected(start({ trustThreshold: 2 }));
    sequencers[0].deliver(1, 2);
    sequencers[1].deliver(1);
    await until(() => handled.length > 0);
    await sleep(50);
    expect(handled).toEqual([1]);
  });

  test('follows another one when one goes', async () => {
    await connected(start({}));
    const [followed] = subscribed().map((count, index) => ({ count, index })).filter(({ count }) => count === 1);
    sequencers[followed.index].stop();
    const other = sequencers[1 - followed.index];
    await until(() => other.subscriptions.length === 1);
    other.deliver(7);
    await until(() => handled.length > 0);
    expect(handled).toEqual([7]);
  });

  test('uses one that was away again once it answers', async () => {
    const [other, away] = sequencers;
    const returning = await connected(start({ livenessMargin: 1 }));
    away.stop();
    await until(() => subscribed()[1] === 1 && other.subscriptions.length === 1);
    await sleep(50);
    await returning.send([MESSAGE]);
    await returning.send([MESSAGE]);
    expect(other.sent).toEqual([MESSAGE, MESSAGE]);
    await away.serve();
    await until(() => subscribed()[1] === 2);
  });

  test('uses nobody who has not shaken hands', async () => {
    sequencers[0].shakesHands = false;
    const waiting = await connected(start({ livenessMargin: 1 }));
    await waiting.send([MESSAGE]);
    await waiting.send([MESSAGE]);
    expect({ subscribed: subscribed(), sent: sequencers[1].sent }).toEqual({ subscribed: [0, 1], sent: [MESSAGE, MESSAGE] });
    sequencers[0].shakesHands = true;
    await until(() => subscribed()[0] === 1);
  });

  test('sends elsewhere at once what was under way on a connection that breaks', async () => {
    const amplified = await connected(start({ livenessMargin: 1, amplification: { factor: 2, patience: 0 } }));
    sequencers.forEach((sequencer) => { sequencer.mute = true; });
    const sending = amplified.send([MESSAGE]);
    await until(() => sequencers.some(({ sent }) => sent.length === 1));
    const [broken, other] = sequencers[0].sent.length === 1 ? sequencers : [...sequencers].reverse();
    other.mute = false;
    broken.subscriptions[0].end();
    await sending;
    expect(other.sent).toEqual([MESSAGE]);
  });

  test('sends to another one where one fails, if it may', async () => {
    sequencers[0].stop();
    const amplified = start({ amplification: { factor: 2, patience: 0 } });
    await amplified.send([MESSAGE]);
    await amplified.send([MESSAGE]);
    expect(sequencers[1].sent).toEqual([MESSAGE, MESSAGE]);
    amplified.stop();
    await expect(start({}, [sequencers[0]]).send([MESSAGE])).rejects.toThrow('UNAVAILABLE');
  });

  test('gives one up that says nothing for as long as the file says', async () => {
    sequencers[0].mute = true;
    await expect(start({}, [sequencers[0]], { keepAliveTimeout: 200 }).send([MESSAGE])).rejects.toThrow('DEADLINE_EXCEEDED');
  });
});

async function connected(pool: SequencerPool): Promise<SequencerPool> {
  await until(() => pool.isConnected);
  await sleep(50);
  return pool;
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 4000) {
      throw new Error('waited for 4 s');
    }
    await sleep(10);
  }
}
