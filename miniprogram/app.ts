import { typeScale } from './api/appearance';
import { resumeCasting } from './api/ballots';
import { recallCategories } from './api/categories';
import { resumeOutbox } from './api/outbox';
import { keepPasses } from './api/passes';
import { resumeRemarks } from './api/remarks';
import { COLLEGE } from './shared/college';
import { askForUpdate } from './view/base-library';

App<IAppOption>({
  globalData: { typeScale: 1 },
  onLaunch() {
    askForUpdate();
    recallCategories();
    wx.cloud.init({ env: COLLEGE.envId, traceUser: false });
    wx.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) void resumeOutbox();
    });
  },
  onShow() {
    this.globalData.typeScale = typeScale();
    // Ballots that found no network last time.
    resumeCasting();
    resumeRemarks();
    // Submissions that waited for the network.
    void resumeOutbox();
    // Once a month, whether or not anything is ever written with them.
    void keepPasses();
  },
});
