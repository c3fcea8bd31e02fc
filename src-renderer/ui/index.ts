/** UI components of the screens. Screens import the component library only through this module. */
import './theme/styles.ts';

export {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  CloseButton,
  CopyButton,
  Menu,
  NumberInput,
  PasswordInput,
  Popover,
  Progress,
  Radio,
  SegmentedControl,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
export { useClickOutside, useDebouncedValue, useDidUpdate, useHotkeys, useMediaQuery, useMergedRef } from '@mantine/hooks';
export { BarButton } from './forms/bar-button.tsx';
export { Dialog, FailureDialog, Form, FormEnd } from './forms/dialog.tsx';
export { FieldGroup } from './forms/field-group.tsx';
export { FilterRow, FilterSearch, FilterSelect } from './forms/filter-row.tsx';
export { Select } from './forms/select.tsx';
export { guardComposition, isComposing } from './input/composing.ts';
export { useFocusKeeper } from './input/focus-keeper.ts';
export { isFreeKey, useKeys } from './input/keys.ts';
export { DRAG_SLACK_PX, usePointerDrag } from './input/pointer-drag.ts';
export { callAfterPointerRest as afterRest } from './input/pointer-rest.ts';
export { useSettledSearch } from './input/settled-search.ts';
export { Actions, Choices, PlainList, Row, Stack, TitledSection } from './layout/layout.tsx';
export { Pager } from './layout/pager.tsx';
export { HeadHint, Screen, ScreenTabs, SplitView } from './layout/screen.tsx';
export { SmallTable } from './layout/small-table.tsx';
export { SectionTabs, TabName, ViewPanel, Views, ViewTabs } from './layout/tabs.tsx';
export { useWidth } from './layout/use-width.ts';
export { BrandMark } from './marks/brand-mark.tsx';
export { CountBadge } from './marks/count-badge.tsx';
export { KindChip } from './marks/kind-chip.tsx';
export type { MarkState } from './marks/marks.tsx';
export { Bar, Count, DataAgeText, Kbd, Mono, StateMark, useNow } from './marks/marks.tsx';
export { RefusalProvider, useRefusalProps, useRefusalReason } from './states/refusal.tsx';
export { EmptyState, ErrorState, Notice, Skeleton, SkeletonRows, useFailureText, VisuallyHidden } from './states/states.tsx';
export { Toast, ToastContainer } from './states/toast.tsx';
export { useFormat } from './text/format.ts';
export type { NamespaceText } from './text/text.tsx';
export { TextProvider, useLanguage, useText, useTexts } from './text/text.tsx';
export { loadTexts, useTextsIn } from './text/texts.ts';
export { CodeBlock, Facts, FieldLabel, Fold, Muted, TextLink, TruncatedText } from './text/words.tsx';
export { ThemeProvider } from './theme/theme.tsx';
