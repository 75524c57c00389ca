// One moment and one time zone on both sides; imported before anything reads the time.

/** The moment at which both sides' clocks stand, in milliseconds since 1970. */
export const NOW = Date.parse("2026-11-20T12:00:00.123Z");

process.env.TZ = "UTC";

const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [NOW] : parts));
  }

  static now() {
    return NOW;
  }
};
