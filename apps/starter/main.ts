import { App } from 'cdk8s';
import { Ledger } from './ledger';

const app = new App();
new Ledger(app, 'iou', {
  namespace: 'iou',
  databaseHost: 'postgres.db.svc.cluster.local',
  jwksUrl: 'https://idp.example.com/jwks.json',
});
app.synth();
