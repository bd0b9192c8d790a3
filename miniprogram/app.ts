import { typeScale } from './api/appearance';
import { resumeCasting } from './api/ballots';
import { resumeOutbox } from './api/outbox';

/** What `page-frame` reads: the factor of all sizes, 1 to 1.6. */
export interface AppShared {
  globalData: { typeScale: number };
}

App<AppShared>({
  globalData: { typeScale: 1 },
  onLaunch() {
    // The environment is the one this mini program is bound to; it is named in the console, not in code.
    wx.cloud.init({ traceUser: false });
    wx.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) void resumeOutbox();
    });
  },
  onShow() {
    this.globalData.typeScale = typeScale();
    // Ballots that found no network last time.
    resumeCasting();
    // Submissions that waited for the network.
    void resumeOutbox();
  },
});
