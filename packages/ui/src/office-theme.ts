import { colours, fontFamily } from './tokens.ts'

/** The same tokens, under the names that the office's component library reads. */
export const officeTheme = {
  token: {
    colorPrimary: colours.chestnut,
    colorInfo: colours.lake,
    colorLink: colours.lake,
    colorSuccess: colours.pass,
    colorWarning: colours.example,
    colorError: colours.fail,
    colorTextBase: colours.ink,
    colorTextSecondary: colours.inkSoft,
    colorTextTertiary: colours.inkFaint,
    colorTextDescription: colours.inkSoft,
    colorTextPlaceholder: colours.inkFaint,
    colorBgLayout: colours.paper,
    colorBorder: colours.lineStrong,
    colorBorderSecondary: colours.line,
    borderRadius: 8,
    fontFamily,
    fontSize: 15,
    controlHeight: 38,
    wireframe: false,
  },
  components: {
    Table: { headerBg: '#F4EEE5', headerColor: colours.ink, rowHoverBg: '#FBF6EF', cellPaddingBlock: 12 },
    Menu: { itemSelectedBg: colours.chestnutSoft, itemSelectedColor: colours.chestnutDeep },
  },
} as const
