import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMiniProgram } from '../../dev/build/miniprogram';
import { type Phone, startPhone } from '../../dev/phone';
import { type StandInCloud, startStandInCloud } from './stand-in-cloud';

export interface Host {
  phone: Phone;
  cloud: StandInCloud;
  distDir: string;
  stop(): Promise<void>;
}

/** Builds the fixture mini program and starts a phone with a stand-in cloud behind it. */
export async function startHost(): Promise<Host> {
  const distDir = mkdtempSync(join(tmpdir(), 'phone-fixture-'));
  await buildMiniProgram({ out: distDir, source: join(__dirname, 'fixture') });
  const cloud = await startStandInCloud();
  const people = ['wu-tong', 'he-lan'].map((openid) => ({ openid, name: openid, kind: 'student', note: '' }));
  const templateTitles = { t1: '活动预告', reminder: '活动提醒' };
  const links = [{ prefix: 'https://college.example/h/', page: 'pages/conditions/conditions' }];
  const phone = await startPhone({ cloudUrl: cloud.url, distDir, people, templateTitles, rules: { links } });
  return {
    phone,
    cloud,
    distDir,
    async stop() {
      await phone.stop();
      await cloud.stop();
      rmSync(distDir, { recursive: true, force: true });
    },
  };
}
