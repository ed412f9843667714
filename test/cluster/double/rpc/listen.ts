import * as grpc from '@grpc/grpc-js';
import { addHealthService, Healths } from './health-service';
import { addJsonService, JsonService } from './json-service';
import { serverCredentials } from './tls';
import { ServerApi } from '../config/node-config';

/** Opens a port. */
export async function listen({ address, port, tls }: ServerApi, services: JsonService[], healths?: Healths): Promise<grpc.Server> {
  const server = new grpc.Server({ 'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_timeout_ms': 5_000 });
  services.forEach((service) => addJsonService(server, service));
  if (healths !== undefined) {
    addHealthService(server, healths);
  }
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`${address}:${port}`, serverCredentials(tls), (error) => (error ? reject(error) : resolve()));
  });
  return server;
}
