import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Processes } from './processes';
import { waitUntil } from './wait';

let folder: string;
let processes: Processes;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'processes-'));
  processes = new Processes(folder);
});

afterEach(async () => {
  await processes.stop('sound', { seconds: 0 });
  fs.rmSync(folder, { recursive: true });
});

test('who ended is named, with its last words', async () => {
  processes.start('sound', ['sleep', '60']);
  processes.start('scheduler', ['sh', '-c', 'sleep 0.2; echo no such flag']);
  expect(() => processes.requireRunning(['sound', 'scheduler'])).not.toThrow();
  await waitUntil('end', () => !processes.isRunning('scheduler'), { seconds: 10 });
  expect(() => processes.requireRunning(['sound', 'scheduler'])).toThrow(new Error(`scheduler ended; last lines of ${processes.logFile('scheduler')}:\nno such flag`));
});

test('who was never started is not running', () => {
  expect(() => processes.requireRunning(['etcd'])).toThrow('etcd ended; last lines of');
});
