// The order of the layers: the kit, what holds for every element, the primitives; a screen's own rules are in none and win over all.
import './layers.css';
import '@mantine/core/styles.layer.css';
import './tokens.css';
import './base.css';
import './forced-colors.css';
