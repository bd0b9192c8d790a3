import { call, openBenchSession } from './booking';

/** Home as somebody who waits sees it: the dearest case. */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, sessionId, stop } = await openBenchSession(40);
  const form = { wish: 'speak', category: 'teaching', title: '想问的问题', detail: '', phone: '' };
  try {
    for (let index = 0; index < 25; index++)
      await call(cloud, `bench-${index}`, 'booking.create', { sessionId, form });
    const { count, maxInSequence } = await cloud.countRoundTrips(() =>
      call(cloud, 'bench-24', 'session.home', {}),
    );
    return { 'home.roundTrips': count, 'home.inSequence': maxInSequence };
  } finally {
    await stop();
  }
}
