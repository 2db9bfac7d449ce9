import type { ThemeConfig } from 'antd'
import { theme as antd } from 'antd'

/** The colours of ui.md; every text stands at 4.5 : 1 or more on its ground. */
export const theme: ThemeConfig = {
  algorithm: antd.compactAlgorithm,
  token: {
    // Who asked his machine to hold still is not shown anything that slides or fades.
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    colorPrimary: '#9A3412',
    colorInfo: '#9A3412',
    colorLink: '#9A3412',
    colorLinkHover: '#7C2D12',
    colorSuccess: '#166534',
    colorWarning: '#92400E',
    colorError: '#991B1B',
    colorPrimaryBg: '#FDF1EA',
    colorInfoBg: '#FDF1EA',
    colorInfoBorder: '#F1CDB9',
    colorSuccessBg: '#F0FDF4',
    colorSuccessBorder: '#BBE5C8',
    colorWarningBg: '#FFFBEB',
    colorWarningBorder: '#F5DFA8',
    colorErrorBg: '#FEF2F2',
    colorErrorBorder: '#F3C6C6',
    colorText: '#1F2329',
    colorTextSecondary: '#4A4F57',
    colorTextTertiary: '#4A4F57',
    colorTextQuaternary: '#5F6670',
    colorTextPlaceholder: '#5F6670',
    colorTextDisabled: '#5F6670',
    colorBgLayout: '#F6F4F1',
    borderRadius: 6,
    fontSize: 14,
    controlHeight: 32,
    fontFamily:
      "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  },
  components: {
    Layout: { siderBg: '#FFFFFF', headerBg: '#FFFFFF', headerHeight: 48, headerPadding: '0 16px' },
    Menu: { itemHeight: 40, itemSelectedBg: '#FDF1EA' },
    Table: { headerBg: '#F6F4F1', cellPaddingBlock: 8 },
  },
}
