import { colours, fontFamily } from './tokens.ts'

const sizes = { fontSize: 15, controlHeight: 38 }

/** 长辈版, as `tokens.css` has it: text of at least 18 px, targets of at least 60, darker lines and softer words firmer. */
const elderSizes = {
  fontSize: 20,
  fontSizeSM: 18,
  fontSizeLG: 24,
  fontSizeXL: 24,
  controlHeight: 60,
  controlHeightSM: 60,
  controlHeightXS: 60,
  controlHeightLG: 60,
  controlInteractiveSize: 28,
}

/** The same tokens, under the names that the office's component library reads. */
export function officeTheme(isElder: boolean) {
  return {
    token: {
      colorPrimary: colours.chestnut,
      colorInfo: colours.lake,
      colorLink: colours.lake,
      // colour alone does not tell a link from the words beside it
      linkDecoration: 'underline',
      linkHoverDecoration: 'underline',
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
      wireframe: false,
      ...(isElder ? elderSizes : sizes),
    },
    components: {
      Table: {
        headerBg: '#F4EEE5',
        headerColor: colours.ink,
        rowHoverBg: '#FBF6EF',
        cellPaddingBlock: 12,
        ...(isElder && { selectionColumnWidth: 76 }),
      },
      Menu: { itemSelectedBg: colours.chestnutSoft, itemSelectedColor: colours.chestnutDeep },
    },
  }
}
