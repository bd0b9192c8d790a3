/// <reference types="miniprogram-api-typings" />

/** What `App()` is given and `getApp<IAppOption>()` answers: the name that WeChat's TypeScript template uses. */
interface IAppOption {
  globalData: {
    /** The factor of all sizes, 1 to 1.6, that `page-frame` reads. */
    typeScale: number;
  };
}
