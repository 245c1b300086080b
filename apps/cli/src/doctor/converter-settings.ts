import { Setting, settingTypes } from '@ownerbot/runtime';

/** The program that converts voice messages; the doctor looks whether there is one. */
export class ConverterSettings {
  @Setting({
    key: 'FFMPEG_PATH',
    type: settingTypes.executable(),
    readBy: ['cli'],
    defaultText: 'ffmpeg-static, then ffmpeg on the PATH',
    about: 'converter of voice messages',
  })
  readonly ffmpegPath: string | undefined;
}
