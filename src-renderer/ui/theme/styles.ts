// Order of the layers: component library, base styles, UI components. Styles of screens are in no layer and take precedence over all.
import './layers.css';
import '@mantine/core/styles.layer.css';
import './tokens.css';
import './base.css';
import './forced-colors.css';
