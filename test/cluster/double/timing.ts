/**
 * Every time that is the double's own. What Canton's configuration can say is read from there; these are its defaults (facts A.3, A.5) and what a real
 * node was seen to take (facts of the running Canton, sections 2 and 3).
 */

const SECOND = 1000;

/**
 * From the start of the process until it listens: a JVM and its classes. A real sequencer took 6.9 s, a passive participant 8.9 to 13.5 s, a mediator longer on a
 * busy machine; nobody has timed a domain manager or the applications.
 */
export const BOOT = { 'sequencers': 7 * SECOND, 'participants': 11 * SECOND, 'mediators': 11 * SECOND, 'domain-managers': 11 * SECOND, 'application': 7 * SECOND };

/** From good node health until the Ledger API serves, where a participant starts as the active one. */
export const START = 12 * SECOND;

/** From SIGTERM to the end of the process: a real participant took 2.9 to 3.3 s. */
export const FAREWELL = 3 * SECOND;

/** N: from the moment when storage is active until the node serves again. */
export const TAKE_OVER = 10 * SECOND;

/** The share of N after which the Ledger API's port opens in a take-over; node health turns good at its end. */
export const PORT_OPENS_AT = 0.45;

/** The share of N after which the node connects to its domains, so that it is connected when its health turns good. */
export const CONNECTS_AT = 0.9;

/** Between two tries for the pool's lock. */
export const POOL_LOCK_RETRY = 500;

/** `replication.connection-pool` and its `connection`. */
export const REPLICATION = {
  poolCheck: 5 * SECOND,
  passiveCheck: 15 * SECOND,
  activeCheck: 5 * SECOND,
  activeCheckTimeout: 15 * SECOND,
  connectionTimeout: 10 * SECOND,
  initialRetries: 5,
  initialInterval: 200,
};

/** The active checks its lock this share of the period later at most, so that instances do not march in step. */
export const JITTER = 0.2;

/** The session's settings that make the database notice a client that is gone. */
export const KEEP_ALIVE = { idleSeconds: 10, intervalSeconds: 1, count: 5, connectionCheck: 5 * SECOND };

/** `sequencer.high-availability` and its reader. Canton refreshes watermarks every 50 ms; two cores for a whole cluster ask for less. */
export const SEQUENCER = { keepAlive: 100, onlineCheck: 5 * SECOND, offlineDuration: 8 * SECOND, polling: 100, totalNodeCount: 10 };

/** How long a participant waits for a verdict before the command ends as ABORTED. Canton's own is 30 s; clients here give up on a call after 2 s. */
export const VERDICT_TIMEOUT = 10 * SECOND;

/** How a member follows its sequencers. */
export const SEQUENCER_CLIENT = {
  firstBackOff: 100,
  maxBackOff: SECOND,
  sendTimeout: 3 * SECOND,
  /** A subscription begins with a word from the sequencer. */
  helloTimeout: 5 * SECOND,
  /** Where the file says nothing. Canton's own are 40 s and 20 s. */
  keepAliveTime: 10 * SECOND,
  keepAliveTimeout: 5 * SECOND,
};

/** How a member of a 3.5 synchronizer treats its pool of sequencers, all by Canton's own defaults (`SequencerConnectionPoolDelays`, `sequencer-client`); the keep-alive's where the file says nothing. */
export const SEQUENCER_POOL = {
  minRestart: 10,
  maxRestart: 10 * SECOND,
  subscriptionRequest: SECOND,
  handshakeTimeout: 5 * SECOND,
  keepAliveTime: 40 * SECOND,
  keepAliveTimeout: 15 * SECOND,
};

/** A reference sequencer asks its driver's database so often (facts of Canton 3, B2). */
export const DRIVER_POLL = 100;

/** A sequencer that must stay active waits so long for its lock, and takes a database that is away so long for fatal (facts of Canton 3, B2). */
export const MUST_STAY_ACTIVE = { initialTimeout: 60 * SECOND, failedToFatal: 300 * SECOND };

/** How long messages are gathered before they are written together. */
export const GATHER = 5;

/** How often orders to misbehave are looked for. */
export const MISBEHAVIOUR_POLL = SECOND;

/** How often a console script asks again, and when it gives up. */
export const CONSOLE = { pause: 2 * SECOND, patience: 300 * SECOND };

/** How often a trigger service writes down that it lives. */
export const TRIGGER_SIGN_OF_LIFE = 200;

/** How long HTTP servers wait for what they need at start (facts D.3). */
export const HTTP_START = { database: 120 * SECOND, ledger: 600 * SECOND, pause: SECOND };
